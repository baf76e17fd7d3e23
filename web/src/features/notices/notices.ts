import type { Notice, NoticeBox } from '@baton/contract/notices'
import { type InfiniteData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { call, type Reply } from '../../app/api.ts'
import { useMe } from '../../app/session.ts'

type Page = Reply<'GET /v1/notices'>

export const boxes = ['all', 'accept', 'todo', 'mention', 'copied'] as const
export type Box = (typeof boxes)[number]

export const useNotices = (box: Box) => {
  const me = useMe()
  return useInfiniteQuery({
    queryKey: ['notice', me, 'list', box],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/notices', {
        query: { limit: 50, ...(box !== 'all' && { box }), ...(pageParam && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Marks as read at once on the screen, and then for good. */
export function useReading() {
  const me = useMe()
  const client = useQueryClient()
  const mark = (which: (notice: Notice) => boolean) => {
    const now = new Date().toISOString()
    client.setQueriesData<InfiniteData<Page>>(
      { queryKey: ['notice', me, 'list'] },
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) => (row.readAt === null && which(row) ? { ...row, readAt: now } : row)),
          })),
        },
    )
  }
  const send = useMutation({
    mutationFn: (body: { ids?: string[]; box?: NoticeBox }) => call('POST /v1/notices/read', { body }),
    onSettled: () => client.invalidateQueries({ queryKey: ['notice', me] }),
  })
  return {
    error: send.error,
    readOne: (notice: Notice) => {
      if (notice.readAt !== null) return
      mark((row) => row.id === notice.id)
      send.mutate({ ids: [notice.id] })
    },
    readAll: (box: Box) => {
      mark((row) => box === 'all' || row.box === box)
      send.mutate(box === 'all' ? {} : { box })
    },
  }
}
