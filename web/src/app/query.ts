import { QueryClient } from '@tanstack/react-query'
import { isProblem } from './problem.ts'

/** Refusals are answers, so only what got none is asked again. */
const retry = (count: number, error: unknown) =>
  count < 2 && isProblem(error) && (error.status === 0 || error.status >= 502)

// Without `always` whatever is read or written offline would wait silently; so it fails, and is told with a way to try again.
export const queryClient = new QueryClient({
  defaultOptions: {
    // Changes made elsewhere arrive as events, so what is shown need not be asked for again on every focus.
    queries: { retry, staleTime: 30_000, refetchOnWindowFocus: false, networkMode: 'always', refetchOnReconnect: true },
    mutations: { retry: false, networkMode: 'always' },
  },
})
