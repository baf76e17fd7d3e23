import { notices } from '@baton/contract/notices'
import { bind } from '../../kernel/route.ts'
import { countNotices, listNotices, readNotices } from './list-notices.ts'

export const routes = bind(notices, {
  'GET /v1/notices': listNotices,
  'GET /v1/notices/counts': countNotices,
  'POST /v1/notices/read': readNotices,
})
