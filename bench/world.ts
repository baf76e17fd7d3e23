import { randomUUID } from 'node:crypto'
import { DEPARTMENTS, FOUNDERS, WAREHOUSES } from '../database/seed/people.ts'
import { createApp } from '../server/src/app.ts'
import type { Founded } from '../server/src/found-company.ts'
import { foundCompany } from '../server/src/found-company.ts'

export const PASSWORD = 'bench-password-1'

/** What both contestants work with: the same customers, items with plenty of stock, and people. */
export interface World {
  companyId: string
  customers: string[]
  items: string[]
  warehouseId: string
  tokens: { seller: string; receiver: string; warehouse: string; finance: string }
  people: { seller: string; receiver: string }
  departments: { sales: string; tracking: string }
}

const CUSTOMERS = 200
const ITEMS = 300

/** Founds a company through the API, so that benchmark data is as right as any. */
export async function makeWorld(ownerUrl: string): Promise<World> {
  const app = createApp({ databaseUrl: ownerUrl })
  try {
    const founded: Founded = await foundCompany(app.kernel.database, new Date(), {
      name: 'Bench',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      language: 'en',
      demonstration: false,
      departments: DEPARTMENTS,
      founders: FOUNDERS,
      password: PASSWORD,
      mustChange: false,
      warehouses: WAREHOUSES.slice(0, 1),
    })
    const signIn = async (account: string) => {
      const answer = await app.http.inject({
        method: 'POST',
        url: '/v1/session',
        payload: { account, password: PASSWORD },
      })
      return (answer.json() as { token: string }).token
    }
    const [boss, seller, receiver, warehouse, finance] = await Promise.all(
      ['boss', 'sales1', 'tracker', 'warehouse', 'finance'].map(signIn),
    )
    const post = async (token: string, url: string, payload: object) => {
      const answer = await app.http.inject({
        method: 'POST',
        url,
        payload,
        headers: { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
      })
      if (answer.statusCode >= 300) throw new Error(`${url}: ${answer.body}`)
      return answer.json() as { id: string }
    }
    const { customers, items } = await makeMasters((url, payload) => post(boss!, url, payload))
    const warehouseId = founded.warehouses.get('W1')!
    await post(warehouse!, '/v1/stock/receipts', {
      warehouseId,
      reason: 'bench',
      lines: items.map((itemId) => ({ itemId, quantity: '10000000', value: '60000000.00' })),
    })
    return {
      companyId: founded.company.id,
      customers,
      items,
      warehouseId,
      tokens: { seller: seller!, receiver: receiver!, warehouse: warehouse!, finance: finance! },
      people: { seller: founded.persons.get('E011')!, receiver: founded.persons.get('E020')! },
      departments: { sales: founded.departments.get('D10')!, tracking: founded.departments.get('D20')! },
    }
  } finally {
    await app.close()
  }
}

type Post = (url: string, payload: object) => Promise<{ id: string }>

async function makeMasters(post: Post): Promise<{ customers: string[]; items: string[] }> {
  const customers: string[] = []
  for (let number = 0; number < CUSTOMERS; number += 1) {
    customers.push(
      (
        await post('/v1/customers', {
          name: `Customer ${number}`,
          creditLimit: '900000000.00',
          invoiceBasis: 'signed',
          termDays: 30,
        })
      ).id,
    )
  }
  const items: string[] = []
  for (let number = 0; number < ITEMS; number += 1) {
    items.push(
      (
        await post('/v1/items', {
          number: `IT-${number}`,
          name: `Item ${number}`,
          kind: 'stock',
          unit: 'pcs',
          taxCode: 'VAT13',
          listPrice: '10',
          standardCost: '6',
        })
      ).id,
    )
  }
  return { customers, items }
}
