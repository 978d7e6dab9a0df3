/** Rules that point at the record itself: what other registers know and ours does not. */
import { any, all, type Rule } from '@xinlu/kernel/rules'
import { documents, flag, rule, some } from './words.ts'

/** The rules about the record; hints for people, never a refusal. */
export const registerRules: readonly Rule[] = [
  rule({
    key: 'register.memberPending',
    name: '家庭成员变动未登记',
    clause: `${documents.checks}：人员自然增减`,
    level: 'yellow',
    kind: 'quality',
    owner: '公安局',
    when: any(some('deathsPending'), some('departuresPending')),
    explain:
      '公安已登记死亡 {deathsPending}、迁出 {departuresPending}，户档还没有减少。请核实后办理人员减少，补贴也要跟着停。',
  }),
  rule({
    key: 'register.holdings',
    name: '监测对象有车、房、工商登记或财政供养',
    clause: `${documents.national}：信息比对；不搞“一刀切”,由村说明、乡县判断`,
    level: 'yellow',
    kind: 'quality',
    owner: '乡村振兴局',
    when: all(
      flag('underWatch'),
      any(some('vehicles'), some('flats'), some('businesses'), some('payrollMembers')),
    ),
    explain:
      '监测对象家里有非营运汽车 {vehicles}、商品房和商铺 {flats}、在营工商登记 {businesses}、财政供养 {payrollMembers}。这不是退出理由，请村里写明情况，乡县判断。',
  }),
]
