import { useState } from 'react'
import { useCrumbs } from '../../app/crumbs.ts'
import { useListState } from '../../app/list-state.ts'
import { usePhone } from '../../app/use-media.ts'
import { departmentRef, examples } from '../../ui/baton-strip/examples.ts'
import { miniOf } from '../../ui/baton-strip/mini-layout.ts'
import { MiniStrip } from '../../ui/baton-strip/mini-strip.tsx'
import { openSegment, type Strip } from '../../ui/baton-strip/strip.ts'
import { Empty } from '../../ui/empty.tsx'
import { DateText, Duration, Money, Slack } from '../../ui/figures.tsx'
import { Holder } from '../../ui/holder.tsx'
import { type ListColumn, ListTable } from '../../ui/list-table.tsx'
import { Peek } from '../../ui/peek.tsx'
import { Status } from '../../ui/status.tsx'

interface Row {
  id: string
  number: string
  customer: string
  content: string
  amount: string
  slack: number
  strip: Strip
}

const customers = [
  '杭州云栖酒店用品',
  '苏州启明家居',
  '宁波海曙森和建材',
  '上海砺行装饰工程',
  '南京金陵饭店集团',
  '无锡太湖家具',
]

const rows: Row[] = Array.from({ length: 18 }, (_, index) => {
  const strip = examples[index % examples.length]?.strip as Strip
  const number = `SO2026-0${200 - index}`
  return {
    id: String(index),
    number,
    customer: customers[index % customers.length] ?? '',
    content: '合页、拉手等 5 项',
    amount: `${(index * 37_411 + 9120) % 530_000}.00`,
    slack: 6 - index,
    strip: { ...strip, subject: { ...strip.subject, number } },
  }
})

const quiet = (row: Row) => row.strip.closed !== null

function columnsOf(phone: boolean): ListColumn<Row>[] {
  return [
    {
      key: 'number',
      title: '订单号',
      sort: 'number',
      phone: 'title',
      render: (row) => (
        <a href={`#${row.id}`} className="strong">
          {row.number}
        </a>
      ),
    },
    {
      key: 'state',
      title: '状态',
      phone: 'title',
      render: (row) => <Status state={row.strip.state} overdue={row.slack < -8} />,
    },
    {
      key: 'customer',
      title: '客户 · 内容',
      phone: 'line',
      render: (row) => (
        <span className="row gap-8">
          {row.customer} <span className="quiet t12">{row.content}</span>
        </span>
      ),
    },
    {
      key: 'amount',
      title: '金额（元）',
      align: 'right',
      sort: 'amount',
      phone: 'side',
      render: (row) => <Money amount={row.amount} bare={!phone} />,
    },
    ...datesAndHolder,
  ]
}

const datesAndHolder: ListColumn<Row>[] = [
  {
    key: 'promised',
    title: '承诺交期',
    sort: 'promisedDate',
    phone: 'note',
    render: (row) => (
      <span className="row gap-8">
        <DateText value={row.strip.promisedDate} />
        {!row.strip.closed && <Slack days={row.slack} />}
      </span>
    ),
  },
  {
    key: 'holder',
    title: '当前处理人',
    phone: 'line',
    render: (row) => {
      const open = openSegment(row.strip)
      if (!open) return <span className="quiet">—</span>
      return (
        <Holder
          person={open.holder}
          department={departmentRef(open.department.kind)}
          me="陈静"
          offeredTo={row.strip.openOffer && { nameZh: '李思远', nameEn: 'Li Siyuan' }}
        />
      )
    },
  },
  {
    key: 'held',
    title: '已持有',
    align: 'right',
    phone: 'none',
    render: (row) => {
      const open = openSegment(row.strip)
      return open && <Duration minutes={open.workingMinutes} />
    },
  },
  {
    key: 'strip',
    title: '接力条 · 自创建起',
    width: 208,
    phone: 'none',
    render: (row) => (
      <MiniStrip strip={miniOf(row.strip)} note="卡在 WO-1188 电镀工序，等挂具" actions={<a href="#t">转交</a>} />
    ),
  },
]

export function GalleryList() {
  const phone = usePhone()
  const list = useListState({ sort: '-promisedDate' })
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  useCrumbs([{ label: '订单', to: '/orders' }, { label: '华东组' }])
  const at = rows.findIndex((row) => row.id === list.peek)
  const peeked = rows[at]
  const peekAt = (index: number) => list.set({ peek: rows[index]?.id ?? null })
  return (
    <>
      <ListTable
        label="订单"
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(row) => row.number}
        columns={columnsOf(phone)}
        sort={list.sort}
        onSort={(sort) => list.set({ sort })}
        next="second"
        onNext={list.next}
        onPrevious={list.previous}
        pagesBefore={list.pagesBefore}
        pageSize={18}
        total={128}
        selection={{ keys, onChange: setKeys }}
        bulk={{
          note: <Money amount="289470.00" />,
          all: { count: 128, onSelect: () => {} },
          actions: <button type="button">转交 T</button>,
        }}
        onOpen={(row) => list.set({ peek: row.id })}
        current={list.peek}
        isQuiet={quiet}
        empty={<Empty icon="orders">没有符合条件的订单。</Empty>}
        foot={
          <span className="nowrap">
            合计 <Money amount="9846213.30" />
          </span>
        }
      />
      {peeked && (
        <Peek
          label={peeked.number}
          title={peeked.number}
          onClose={() => list.set({ peek: null })}
          onPrevious={at > 0 ? () => peekAt(at - 1) : undefined}
          onNext={at < rows.length - 1 ? () => peekAt(at + 1) : undefined}
        >
          <MiniStrip strip={miniOf(peeked.strip)} plain />
        </Peek>
      )}
    </>
  )
}
