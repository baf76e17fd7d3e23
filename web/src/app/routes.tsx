import type { ComponentType } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { Find } from '../pages/find.tsx'
import { Broken, Missing } from '../pages/missing.tsx'
import { fetched } from './fetched.ts'
import { Frame } from './frame.tsx'

/** A page that is fetched when it is first visited. */
const page = (path: string, load: () => Promise<ComponentType>): RouteObject => ({
  path,
  lazy: async () => ({ Component: await fetched(load, wanted) }),
})

/** Where the window is going, or stands while its first page is fetched. */
const wanted = () => {
  const { location, navigation } = router.state
  const { pathname, search } = navigation.location ?? location
  return pathname + search
}

/** Pages behind the sign-in, one line each. */
const pages: RouteObject[] = [
  page('/password', async () => (await import('../pages/password.tsx')).Password),
  page('/', async () => (await import('../pages/desk.tsx')).Desk),
  page('/orders', async () => (await import('../pages/orders.tsx')).Orders),
  page('/orders/new', async () => (await import('../pages/order-form.tsx')).NewOrder),
  page('/orders/:id', async () => (await import('../pages/order.tsx')).OrderPage),
  page('/orders/:id/edit', async () => (await import('../pages/order-form.tsx')).EditOrder),
  page('/orders/:id/versions', async () => (await import('../pages/order-versions.tsx')).OrderVersions),
  page('/orders/:id/report', async () => (await import('../pages/order-report.tsx')).OrderReportPrint),
  page('/orders/:id/print', async () => (await import('../pages/order-print.tsx')).OrderPrint),
  page('/customers', async () => (await import('../pages/customers.tsx')).Customers),
  page('/customers/new', async () => (await import('../pages/customers.tsx')).NewCustomer),
  page('/customers/:id', async () => (await import('../pages/customers.tsx')).OneCustomer),
  page('/items', async () => (await import('../pages/items.tsx')).Items),
  page('/stock', async () => (await import('../pages/stock.tsx')).Stock),
  page('/people', async () => (await import('../pages/people.tsx')).People),
  page('/people/users', async () => (await import('../pages/access.tsx')).Users),
  page('/people/roles', async () => (await import('../pages/access.tsx')).Roles),
  page('/people/leave', async () => (await import('../pages/calendars.tsx')).LeavePage),
  page('/people/calendars', async () => (await import('../pages/calendars.tsx')).Calendars),
  page('/people/:id', async () => (await import('../pages/person.tsx')).OnePerson),
  page('/notices', async () => (await import('../pages/notices.tsx')).Notices),
  page('/handovers', async () => (await import('../pages/handovers.tsx')).Handovers),
  page('/handovers/:id', async () => (await import('../pages/handovers.tsx')).Handovers),
  page('/handovers/:id/print', async () => (await import('../pages/handover-print.tsx')).HandoverPrint),
  page('/deliveries', async () => (await import('../pages/deliveries.tsx')).Deliveries),
  page('/deliveries/ship/:orderId', async () => (await import('../pages/ship.tsx')).Ship),
  page('/deliveries/:id', async () => (await import('../pages/delivery.tsx')).Delivery),
  page('/deliveries/:id/print', async () => (await import('../pages/delivery-print.tsx')).DeliveryPrint),
  page('/invoices', async () => (await import('../pages/invoices.tsx')).Invoices),
  page('/invoices/new/:orderId', async () => (await import('../pages/invoice-new.tsx')).InvoiceNew),
  page('/invoices/:id', async () => (await import('../pages/invoice.tsx')).Invoice),
  page('/invoices/:id/print', async () => (await import('../pages/invoice-print.tsx')).InvoicePrint),
  page('/imports', async () => (await import('../pages/imports.tsx')).Imports),
  page('/imports/new', async () => (await import('../pages/imports.tsx')).NewImport),
  page('/imports/:id', async () => (await import('../pages/imports.tsx')).OneImport),
  page('/settings/company', async () => (await import('../pages/company.tsx')).Company),
  page('/settings/basics', async () => (await import('../pages/basics.tsx')).Basics),
  page('/openings', async () => (await import('../pages/openings.tsx')).Openings),
  page('/settings', async () => (await import('../pages/settings.tsx')).Settings),
]

/** Pages without the shell: before signing in, and for customers and suppliers. */
const doors: RouteObject[] = [
  page('/sign-in', async () => (await import('../pages/sign-in.tsx')).SignIn),
  page('/track/:token', async () => (await import('../pages/track.tsx')).Track),
  page('/sign/:token', async () => (await import('../pages/sign.tsx')).Sign),
]

const withGallery = import.meta.env.DEV || import.meta.env.VITE_GALLERY === '1'
if (withGallery) doors.push(page('/gallery', async () => (await import('../pages/gallery/gallery.tsx')).Gallery))

export const router = createBrowserRouter([
  {
    errorElement: <Broken />,
    children: [
      ...doors,
      {
        element: <Frame />,
        children: [
          { element: <Find />, errorElement: <Broken />, children: [...pages, { path: '*', element: <Missing /> }] },
        ],
      },
    ],
  },
])
