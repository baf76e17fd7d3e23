import type { Check } from '../../kernel/check.ts'

export const checks: Check[] = [
  {
    id: 'I1',
    title: 'Each balance is the sum of its moves, in quantity and in value',
    sql: `with moved as (
            select company_id, item_id, to_warehouse_id as warehouse_id, quantity, value
              from inventory.move where to_warehouse_id is not null
            union all
            select company_id, item_id, from_warehouse_id, -quantity, -value
              from inventory.move where from_warehouse_id is not null),
          sums as (
            select company_id, item_id, warehouse_id, sum(quantity) as quantity, sum(value) as value
              from moved group by company_id, item_id, warehouse_id)
          select company_id, item_id, warehouse_id, b.on_hand, s.quantity as moved, b.value, s.value as value_moved
            from inventory.balance b full join sums s using (company_id, item_id, warehouse_id)
           where coalesce(b.on_hand, 0) <> coalesce(s.quantity, 0) or coalesce(b.value, 0) <> coalesce(s.value, 0)`,
  },
  {
    id: 'I2',
    title: 'No balance is below zero, none is reserved beyond what is on hand, and none keeps value without goods',
    sql: `select company_id, item_id, warehouse_id, on_hand, reserved, value
            from inventory.balance
           where on_hand < 0 or reserved < 0 or reserved > on_hand or value < 0 or (on_hand = 0 and value <> 0)`,
  },
  {
    id: 'I3',
    title: 'What is reserved of a balance is the sum of its open reservations',
    sql: `with held as (
            select company_id, item_id, warehouse_id, sum(quantity) as quantity
              from inventory.reservation group by company_id, item_id, warehouse_id)
          select company_id, item_id, warehouse_id, b.reserved, h.quantity as held
            from inventory.balance b full join held h using (company_id, item_id, warehouse_id)
           where coalesce(b.reserved, 0) <> coalesce(h.quantity, 0)`,
  },
  {
    id: 'I4',
    title: 'Each move carries one positive quantity from one place to another, so moves sum to zero over all places',
    sql: `select company_id, move_id, item_id, from_warehouse_id, to_warehouse_id, quantity
            from inventory.move
           where quantity <= 0 or from_warehouse_id is not distinct from to_warehouse_id`,
  },
  {
    id: 'I1-ledger',
    title: 'The value of all stock is the balance of the stock account',
    sql: `with stocked as (
            select company_id, sum(value) as value from inventory.balance group by company_id),
          moved as (
            select company_id, debit, credit, sum(amount) as amount from ledger.read_posting group by company_id, debit, credit),
          posted as (
            select a.company_id, sum(case when m.debit = a.code then m.amount else -m.amount end) as value
              from ledger.read_account a
              join moved m on m.company_id = a.company_id and a.code in (m.debit, m.credit)
             where a.role = 'stock' group by a.company_id)
          select company_id, s.value as stock, p.value as ledger
            from stocked s full join posted p using (company_id)
           where coalesce(s.value, 0) <> coalesce(p.value, 0)`,
  },
]
