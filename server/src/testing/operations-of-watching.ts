import { randomUUID } from 'node:crypto'
import type { Client } from './company.ts'

/** The smallest picture that a browser shows: one pixel, with a mark so that no two are the same. */
export const picture = (mark = randomUUID()): Buffer =>
  Buffer.concat([
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    ),
    Buffer.from(mark),
  ])

/** Attaches a file and expects success; answers with what is shown of it. */
export async function attach(client: Client, order: string, name = '图纸.png', bytes = picture()) {
  const path = `/v1/orders/${order}/attachments?name=${encodeURIComponent(name)}`
  const { status, body } = await client.send('POST', path, bytes)
  if (status !== 201) throw new Error(`${name}: ${status} ${JSON.stringify(body)}`)
  return body as { id: string; name: string; mediaType: string; size: number; shown: boolean }
}

/** Subjects around an order: a file, somebody who watches, a link to follow it. */
export interface Beside {
  attachment: string
  tracking: string
  track: string
  watcher: string
  batch: string
}

export async function makeBeside(sales: Client, order: string, person: string, batch: string): Promise<Beside> {
  const { id: attachment } = await attach(sales, order)
  await sales.post(`/v1/orders/${order}/watchers`, { personIds: [person] })
  const { id: tracking, path } = await sales.post(`/v1/orders/${order}/tracking-links`)
  return { attachment, tracking, track: path.replace('/track/', ''), watcher: person, batch }
}

/** One call for every operation that stands around an order. */
export function examplesOfWatching(order: string, person: string, offer: string, beside: Beside) {
  const words = {
    reason: 'next',
    note: '先传照片',
    nextAction: '催图',
    nextActionDue: '2099-01-01T00:00:00Z',
    answerBy: '2099-01-01T00:00:00Z',
    afterwards: 'read',
    afterwardsUntil: '2099-01-01T00:00:00Z',
    copyTo: [person],
    copyUntil: '2099-01-01T00:00:00Z',
  }
  const packages = [{ to: { kind: 'person', id: person }, subjects: [{ kind: 'order', id: order }] }]
  return {
    'GET /v1/orders/:id/attachments': { path: `/v1/orders/${order}/attachments` },
    'POST /v1/orders/:id/attachments': { path: `/v1/orders/${order}/attachments?name=a.png`, bytes: picture() },
    'GET /v1/attachments/:id': { path: `/v1/attachments/${beside.attachment}` },
    'DELETE /v1/attachments/:id': { path: `/v1/attachments/${beside.attachment}` },
    'GET /v1/orders/:id/watchers': { path: `/v1/orders/${order}/watchers` },
    'POST /v1/orders/:id/watchers': {
      path: `/v1/orders/${order}/watchers`,
      body: { personIds: [person], until: '2099-01-01T00:00:00Z' },
    },
    'DELETE /v1/orders/:id/watchers/:personId': { path: `/v1/orders/${order}/watchers/${beside.watcher}` },
    'GET /v1/orders/:id/tracking-links': { path: `/v1/orders/${order}/tracking-links` },
    'POST /v1/orders/:id/tracking-links': { path: `/v1/orders/${order}/tracking-links`, body: { days: 30 } },
    'POST /v1/tracking-links/:id/revoke': { path: `/v1/tracking-links/${beside.tracking}/revoke`, body: {} },
    'GET /v1/track/:token': { path: `/v1/track/${beside.track}` },
    'GET /v1/notices': { path: '/v1/notices?box=todo&limit=10' },
    'GET /v1/notices/counts': { path: '/v1/notices/counts' },
    'POST /v1/notices/read': { path: '/v1/notices/read', body: { ids: [order], box: 'todo' } },
    'GET /v1/orders/:id/report': { path: `/v1/orders/${order}/report` },
    'GET /v1/handovers/:id/sheet': { path: `/v1/handovers/${offer}/sheet` },
    'POST /v1/handovers/batches/check': { path: '/v1/handovers/batches/check', body: { packages } },
    'POST /v1/handovers/batches': { path: '/v1/handovers/batches', body: { packages, ...words } },
    'POST /v1/handovers/batches/:id/recall': {
      path: `/v1/handovers/batches/${beside.batch}/recall`,
      body: { reason: '发错人' },
    },
    'POST /v1/handovers/batches/:id/reverse': {
      path: `/v1/handovers/batches/${beside.batch}/reverse`,
      body: { reason: '发错人' },
    },
  }
}
