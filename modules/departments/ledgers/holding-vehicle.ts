/** 公安局: vehicles in a person's name, for the comparison before identification. */
import { choice, day, defineLedger, money, text, yesNo } from '@xinlu/kernel/ledgers'
import { inOrder } from './row-checks.ts'
import { passedOver, subject } from './subject.ts'

/** One row for each vehicle; a hit is looked into by people and refuses nobody by itself. */
export const holdingVehicle = defineLedger({
  name: 'departments.holdingVehicle',
  title: '车辆登记',
  owner: '公安局',
  about: '每辆登记在名下的机动车填一行；已过户或注销的填终止日期。',
  columns: {
    ...subject({ name: ['所有人姓名', '机动车所有人', '车主姓名'], id: ['所有人身份证号', '车主身份证号'] }),
    plate: text('号牌号码', {
      required: true,
      max: 20,
      sensitivity: 'personal',
      aliases: ['车牌号', '车牌号码', '号牌'],
      example: '晋H00000',
    }),
    kind: choice(
      '车辆类型',
      {
        car: '小型汽车',
        van: '面包车',
        truck: '货车',
        tractor: '拖拉机',
        machine: '工程机械',
        motorcycle: '摩托车',
        other: '其他',
      },
      {
        required: true,
        aliases: ['车型', '机动车类型'],
        also: {
          轿车: 'car',
          小型轿车: 'car',
          小型普通客车: 'car',
          微型面包车: 'van',
          轻型货车: 'truck',
          重型货车: 'truck',
          农用车: 'tractor',
          三轮摩托车: 'motorcycle',
        },
      },
    ),
    isCommercial: yesNo('是否营运', { aliases: ['是否营运车辆', '营运车辆'] }),
    fromOn: day('登记日期', { required: true, aliases: ['注册日期', '初次登记日期', '购买日期'] }),
    toOn: day('终止日期', { aliases: ['注销日期', '过户日期'] }),
    worth: money('估值（元）', {
      sensitivity: 'personal',
      aliases: ['估值', '车辆价格', '购置价格（元）', '购置价格'],
    }),
  },
  list: ['kind', 'isCommercial', 'fromOn', 'toOn', 'worth'],
  form: [
    { title: '所有人', columns: ['citizen', 'name', 'inCounty', 'inTown', 'inVillage'] },
    { title: '车辆', columns: ['plate', 'kind', 'isCommercial', 'fromOn', 'toOn', 'worth'] },
  ],
  checks: [inOrder('fromOn', 'toOn', { from: '登记日期', to: '终止日期' })],
  ignored: [...passedOver, '品牌型号', '车辆品牌', '使用性质', '机动车状态', '车辆识别代号'],
})
