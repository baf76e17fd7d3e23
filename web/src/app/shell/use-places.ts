import { useSession } from '../session.ts'
import { placesFor } from './places.ts'

/** The places that I may enter, in their groups. */
export const usePlaces = () => placesFor(useSession().data?.rights ?? [])
