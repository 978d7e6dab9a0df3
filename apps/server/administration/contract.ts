/** What the three officers can do and ask, and everybody about his own sessions. */
import { z } from 'zod'
import { type Duty, type Role, type SettingKey, duties, roles, settingRanges } from '@xinlu/kernel/access'
import { act, ask, field } from '@xinlu/kernel/commands'

const keysOf = <K extends string>(record: Readonly<Record<K, unknown>>) => Object.keys(record) as [K, ...K[]]
const role = z.enum(keysOf<Role>(roles))
const duty = z.enum(keysOf<Duty>(duties))
const settingKey = z.enum(keysOf<SettingKey>(settingRanges))
const done = z.object({})
const instant = z.string()

const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/, '登录名为 3 到 40 位小写字母、数字、点、横线，以字母或数字开头')
const oneTimePassword = z.string().min(12, '一次性密码至少 12 位').max(128)
const account = { account: field.id(), ver: field.version() }

/** 新建账号: opens nothing until a post is given. */
export const createAccount = act('administration.createAccount', {
  summary: '新建账号',
  input: {
    account: field.id(),
    login,
    name: field.personName(),
    duty: duty.default('work'),
    /** The county or city whose officers look after the account; without it the officer's own. */
    home: field.division().optional(),
    oneTimePassword,
  },
  output: done,
})

/** 停用账号, for good: its sessions end at once, its history stays. */
export const endAccount = act('administration.endAccount', {
  summary: '停用账号',
  input: { ...account, reason: field.sentence(200) },
  output: done,
})

/** 解锁账号 before the lock ends by itself. */
export const unlockAccount = act('administration.unlockAccount', {
  summary: '解锁账号',
  input: { account: field.id() },
  output: done,
})

/** 解除第二因素 of somebody who has lost telephone and recovery codes; his sessions end, and he binds a new one. */
export const removeSecondFactor = act('administration.removeSecondFactor', {
  summary: '解除账号的第二因素',
  input: { account: field.id(), reason: field.sentence(200) },
  output: done,
})

/** 重置密码 to a one-time one; the account's sessions end. */
export const resetPassword = act('administration.resetPassword', {
  summary: '重置密码',
  input: { ...account, oneTimePassword },
  output: done,
})

/** 授予岗位. */
export const givePost = act('administration.givePost', {
  summary: '授予岗位',
  input: {
    post: field.id(),
    account: field.id(),
    role,
    unit: field.sentence(60),
    division: field.division(),
    /** Townships and villages beside the place of the post. */
    extra: z.array(field.division()).max(20, '另管的乡村最多 20 个').default([]),
    fromOn: field.day().optional(),
  },
  output: done,
})

/** 收回岗位, from now on. */
export const endPost = act('administration.endPost', {
  summary: '收回岗位',
  input: { post: field.id(), ver: field.version() },
  output: done,
})

/** 设置参数 from a day on. */
export const changeSetting = act('administration.changeSetting', {
  summary: '设置登录和密码参数',
  input: { key: settingKey, fromOn: field.day(), value: z.int(), document: field.sentence(200) },
  output: done,
})

/** 退出自己的某个登录. */
export const endOwnSession = act('administration.endOwnSession', {
  summary: '退出自己的某个登录',
  input: { session: z.string().regex(/^[0-9a-f]{64}$/, '没有这个登录') },
  output: done,
})

const postShown = z.object({
  id: z.string(),
  role,
  unit: z.string(),
  division: z.number(),
  place: z.string().nullable(),
  extra: z.array(z.number()),
  fromOn: z.string(),
  toOn: z.string().nullable(),
  ver: z.number(),
})

/** 账号列表 of the officer's places, by login. */
export const listAccounts = ask('administration.listAccounts', {
  summary: '账号和岗位列表',
  input: {
    /** The beginning of a login or a name. */
    begins: z.string().trim().max(40).optional(),
    state: z.enum(['open', 'locked', 'ended']).optional(),
    duty: duty.optional(),
    ...field.paging,
  },
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        login: z.string(),
        name: z.string(),
        duty,
        home: z.number(),
        state: z.enum(['open', 'locked', 'ended']),
        mustChangePassword: z.boolean(),
        ver: z.number(),
        posts: z.array(postShown),
      }),
    ),
    next: z.string().nullable(),
  }),
})

/** 参数: in force now, and set for later. */
export const listSettings = ask('administration.listSettings', {
  summary: '登录和密码参数',
  input: {},
  output: z.object({
    items: z.array(
      z.object({
        key: settingKey,
        label: z.string(),
        fromOn: z.string(),
        value: z.number(),
        document: z.string(),
      }),
    ),
  }),
})

/** 查询审计记录, newest first. */
export const searchAudit = ask('administration.searchAudit', {
  summary: '查询审计记录',
  input: {
    subject: field.id().optional(),
    actor: field.id().optional(),
    /** A whole name, `households.addMember`, or a module, `households`. */
    act: z
      .string()
      .regex(/^[a-zA-Z-]+(\.[a-zA-Z-]+)?$/, '操作名称不正确')
      .optional(),
    within: field.division().optional(),
    fromDay: field.day(),
    toDay: field.day(),
    ...field.paging,
  },
  output: z.object({
    items: z.array(
      z.object({
        county: z.number(),
        seq: z.number(),
        division: z.number(),
        at: instant,
        actor: z.string(),
        actorName: z.string(),
        role: z.string().nullable(),
        act: z.string(),
        subjectKind: z.string(),
        subject: z.string().nullable(),
        outcome: z.enum(['done', 'refused', 'failed']),
        detail: z.record(z.string(), z.unknown()),
        address: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
})

/** 校验审计链 of every whole county in the officer's places. */
export const verifyAudit = ask('administration.verifyAudit', {
  summary: '校验审计记录是否被改动',
  input: {},
  output: z.object({
    entries: z.number(),
    counties: z.number(),
    broken: z.array(z.object({ county: z.number(), seq: z.number(), why: z.string() })),
  }),
})

/** 自己的登录, the last used first. */
export const listOwnSessions = ask('administration.listOwnSessions', {
  summary: '自己的登录',
  input: {},
  output: z.object({
    items: z.array(
      z.object({
        session: z.string(),
        createdAt: instant,
        seenAt: instant,
        expiresAt: instant,
        address: z.string().nullable(),
        agent: z.string().nullable(),
      }),
    ),
  }),
})

/** 查找区划 by a piece of the name, pinyin, initials or the first digits of the code. */
export const searchPlaces = ask('administration.searchPlaces', {
  summary: '查找区划',
  input: {
    text: z.string().trim().min(1).max(40),
    within: field.division().optional(),
    size: z.int().min(1).max(50).default(20),
  },
  output: z.object({
    items: z.array(
      z.object({
        code: z.int(),
        level: z.enum(['province', 'city', 'county', 'township', 'village']),
        name: z.string(),
        /** The names down from the county. */
        path: z.string(),
        /** 已撤并. */
        abolished: z.boolean(),
        /** The code by which an abolished place goes on. */
        current: z.int(),
      }),
    ),
  }),
})

const placeShown = z.object({
  code: z.int(),
  name: z.string(),
  /** The names down from the county. */
  path: z.string(),
  /** 已撤并. */
  abolished: z.boolean(),
})

/** 区划名称 of codes, for lists and pages that hold only codes; codes that nobody knows are left out. */
export const namePlaces = ask('administration.namePlaces', {
  summary: '区划名称',
  input: { codes: z.array(field.division()).min(1).max(500, '一次最多 500 个') },
  output: z.object({ items: z.array(placeShown) }),
})

/** 下级区划, right below one place, in order of code; abolished ones last. */
export const listPlacesBelow = ask('administration.listPlacesBelow', {
  summary: '下级区划',
  input: { place: field.division() },
  output: z.object({ items: z.array(placeShown) }),
})

/** 区划沿革 of one place. */
export const listPlaceChanges = ask('administration.listPlaceChanges', {
  summary: '区划沿革',
  input: { place: field.division() },
  output: z.object({
    items: z.array(
      z.object({
        kind: z.enum(['merge', 'split', 'rename', 'move']),
        from: z.int(),
        to: z.int(),
        effectiveOn: z.string(),
        document: z.string(),
      }),
    ),
  }),
})
