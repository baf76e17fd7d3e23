import { Button, Checkbox, Input, Radio, Segmented, Select, Switch } from 'antd'
import { useState } from 'react'
import { Problem } from '../../app/problem.ts'
import { departmentRef } from '../../ui/baton-strip/examples.ts'
import { DayInput } from '../../ui/day-input.tsx'
import { departmentKinds } from '../../ui/departments.ts'
import { Empty } from '../../ui/empty.tsx'
import { DateText, Duration, Kbd, Meter, Money, Quantity, QuarterBars, QuarterHeads, Slack } from '../../ui/figures.tsx'
import { Holder } from '../../ui/holder.tsx'
import { Icon, iconNames } from '../../ui/icon.tsx'
import { Initial } from '../../ui/initial.tsx'
import { orderStates } from '../../ui/order-state.ts'
import { Card, PageHead } from '../../ui/page.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { Seal } from '../../ui/seal.tsx'
import { Chip, Status, StatusChip } from '../../ui/status.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ToldButton } from '../../ui/told-button.tsx'
import { tellDone } from '../../ui/undo.tsx'

const refusal = new Problem({
  title: 'SO2026-0191 审批中，审批有结果前不能换人。',
  status: 409,
  code: 'under_approval',
  detail: '折扣审批在张立峰处，今天 11:05 提交。',
  cure: '排除这 1 单，或审批后自动转交。',
  errors: [{ pointer: '/subjects/1', code: 'under_approval', message: 'SO2026-0191：折扣审批未完' }],
  traceId: '0197c1d2-7f3a',
})

export function GalleryKit() {
  return (
    <>
      <PageHead
        title="SO2026-0188"
        chips={
          <>
            <StatusChip state="processing" />
            <Chip tone="ochre" icon="clock">
              交期余量 1 天
            </Chip>
            <Chip icon="eye">何俊 正在查看</Chip>
          </>
        }
        facts={
          <>
            <a href="#customer" className="strong">
              杭州云栖酒店用品有限公司
            </a>
            <span>客户单号 YX-PO-261109</span>
            <span>
              负责人 <b>周敏</b>
            </span>
          </>
        }
        figure={<Money amount="186420.00" />}
        figureNote="含税 13% · 已收 ¥55,926.00"
        actions={
          <>
            <Button icon={<Icon name="message" />}>跟进</Button>
            <Button icon={<Icon name="print" />}>打印</Button>
            <Button icon={<Icon name="more" label="更多" />} />
            <Button type="primary" icon={<Icon name="handover" />}>
              转交 <Kbd>T</Kbd>
            </Button>
          </>
        }
      />
      <People />
      <Figures />
      <Controls />
      <Card title="Icons" count={iconNames.length} flush>
        <div className="gallery-icons">
          {iconNames.map((name) => (
            <span key={name}>
              <Icon name={name} />
              {name}
            </span>
          ))}
        </div>
      </Card>
    </>
  )
}

function People() {
  return (
    <Card title="Seal, Initial, Status" flush>
      <div className="gallery-row">
        <Seal name="陈静" />
        <Seal name="李思远" offered />
        <Seal name="陈静" size={28} />
        <Seal name="李思远" size={28} offered />
        <Seal name="孙琪" size={28} standIn />
        <span />
        <Seal name="陈静" size={52} />
        <Seal name="李思远" size={52} />
        <Seal name="欧阳晓月" size={52} />
        <Seal name="李思远" size={52} offered />
        <Seal name="Emma Clarke" size={52} />
        <Seal name="Emma Clarke" size={52} offered />
        <Seal name="Emma Clarke" size={28} />
      </div>
      <div className="gallery-row">
        {departmentKinds.map((kind) => (
          <span key={kind} className="row gap-6 t12">
            <Initial name={departmentRef(kind).nameZh} department={kind} />
            <Initial name={departmentRef(kind).nameZh} department={kind} pool />
            <Initial name={departmentRef(kind).nameZh} department={kind} size={28} />
            {departmentRef(kind).nameZh}
          </span>
        ))}
      </div>
      <div className="gallery-row t13">
        <Holder person={{ id: '1', name: '陈静' }} department={departmentRef('tracking')} me="1" />
        <Holder
          person={{ id: '1', name: '陈静' }}
          department={departmentRef('tracking')}
          me="1"
          offeredTo={{ nameZh: '李思远', nameEn: 'Li Siyuan' }}
        />
        <Holder person={{ id: '2', name: '孙国强' }} department={departmentRef('shop')} me="1" />
        <Holder person={null} department={departmentRef('store')} />
      </div>
      <div className="gallery-row t13">
        {orderStates.map((state) => (
          <Status key={state} state={state} />
        ))}
        <Status state="confirmed" onHold />
        <Status state="processing" overdue />
        <Status state="processing" returned />
      </div>
      <div className="gallery-row">
        {orderStates.map((state) => (
          <StatusChip key={state} state={state} />
        ))}
        <StatusChip state="confirmed" onHold />
        <StatusChip state="processing" overdue />
        <StatusChip state="processing" returned />
      </div>
    </Card>
  )
}

function Figures() {
  return (
    <Card title="Figures" flush>
      <div className="gallery-row t13">
        <Slack days={6} />
        <Slack days={3} />
        <Slack days={1} />
        <Slack days={-1} />
        <Money amount="186420.00" />
        <Money amount="-1234.5" bare />
        <Quantity quantity="2400" unit="副" />
        <DateText value="2026-11-28" />
        <DateText value="2026-11-28" style="full" />
        <DateText value={new Date().toISOString()} style="time" />
        <DateText value={new Date().toISOString()} style="deadline" />
        <Duration minutes={2340} style="long" />
        <Duration minutes={2340} />
        <Duration minutes={390} />
        <Duration minutes={42} />
        <Duration minutes={98} style="countdown" />
        <span>
          <Kbd>Ctrl K</Kbd> <Kbd>j</Kbd> <Kbd>?</Kbd>
        </span>
      </div>
      <div className="gallery-row t12">
        <span className="stack gap-4">
          <QuarterHeads />
          <QuarterBars reserved={1} produced={0.64} shipped={0} signed={0} />
        </span>
        <Meter value={0.61} added={0.09} limit={0.87} width={140} label="14 + 2 / 20" />
        <Meter value={0.91} limit={0.87} width={140} label="21 / 20" />
        <Meter value={0.39} width={140} label="9 / 20" />
      </div>
    </Card>
  )
}

function Controls() {
  const [day, setDay] = useState('')
  const [tab, setTab] = useState('1')
  return (
    <Card title="Controls" flush>
      <div className="gallery-row">
        <Button type="primary">转交 2 张</Button>
        <Button>取消</Button>
        <Button size="small">拒接</Button>
        <Button type="primary" size="small">
          接收
        </Button>
        <Button type="link">改期</Button>
        <Button type="text">更多</Button>
        <Button danger>作废</Button>
        <Button disabled>不能转交</Button>
        <ToldButton because={refusal.message}>不能转交</ToldButton>
        <Input placeholder="客户" style={{ width: 140 }} />
        <Select
          style={{ width: 140 }}
          aria-label="reason"
          placeholder="原因"
          options={[
            { value: 1, label: '请假' },
            { value: 2, label: '工作量' },
          ]}
        />
        <span style={{ width: 140 }}>
          <DayInput label="date" value={day} onChange={setDay} />
        </span>
        <Checkbox defaultChecked>当前环节</Checkbox>
        <Checkbox>整单</Checkbox>
        <Radio defaultChecked>可查看</Radio>
        <Radio>不再看见</Radio>
        <Switch defaultChecked aria-label="switch" />
        <Segmented options={['人员', '部门', '自动分配']} />
        <Button onClick={() => tellDone({ text: '已转交 2 张，等李思远接收。', undo: () => {} })}>tellDone</Button>
      </div>
      <div className="gallery-row">
        <div className="grow">
          <Tabs
            label="SO2026-0188"
            current={tab}
            onChange={setTab}
            tabs={[
              { key: '1', label: '明细', count: 5, children: null },
              { key: '2', label: '交付', count: 2, children: null },
              { key: '3', label: '发票', count: 1, children: null },
            ]}
          />
        </div>
      </div>
      <div className="gallery-row">
        <div className="grow">
          <ProblemNotice error={refusal} onRetry={() => {}} cures={<Button size="small">排除这 1 单</Button>} />
        </div>
      </div>
      <Empty icon="inbox" action={<Button>看今天要办</Button>}>
        没有等你接收的订单。今天还有 6 件到期。
      </Empty>
    </Card>
  )
}
