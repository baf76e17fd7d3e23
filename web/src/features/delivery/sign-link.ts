import { useMutation } from '@tanstack/react-query'
import { call } from '../../app/api.ts'
import { kept, useStored } from '../../app/stored.ts'

export interface SignLink {
  url: string
  expiresAt: string
}

/** The server keeps only the hash of a link, so what was made is remembered for as long as this window is open. */
const made = kept<Readonly<Record<string, SignLink>>>({})

export const useMadeLink = (deliveryId: string): SignLink | undefined => useStored(made)[deliveryId]

/** Gives the link that was made in this window, or makes one. */
export function useSignLink(deliveryId: string) {
  return useMutation({
    mutationFn: async (): Promise<SignLink> => {
      const known = made.get()[deliveryId]
      if (known) return known
      const { path, expiresAt } = await call('POST /v1/deliveries/:id/link', { params: { id: deliveryId }, body: {} })
      const link = { url: location.origin + path, expiresAt }
      made.set({ ...made.get(), [deliveryId]: link })
      return link
    },
  })
}
