/** The ways in which coming in through the city's identity provider fails. */
import { defineProblem } from '@xinlu/kernel/basis'

/** There is none in the configuration. */
export const noOutside = defineProblem(
  404,
  'server.no-outside',
  () => '本系统没有接入统一身份认证，请用登录名和密码登录。',
)

/** It does not answer. */
export const outsideUnavailable = defineProblem(
  503,
  'server.outside-unavailable',
  () => '统一身份认证暂时连不上，请用登录名和密码登录，或稍后再试。',
)

/** What came back is not an answer to what was asked: forged, too old, used before, or broken off by the person. */
export const outsideFailed = defineProblem(
  401,
  'server.outside-failed',
  () => '统一身份认证没有完成，请重新登录。如多次失败，请联系系统管理员。',
)
