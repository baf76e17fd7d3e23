import './icon.css'

/** 16 px drawings, by name: one path each, in the stroke of their text. */
const paths = {
  desk: 'M2.5 12.5v-6L8 2.5l5.5 4v6M6 12.5V9h4v3.5M1.5 13.5h13',
  orders: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
  inbox: 'M2.5 9.5 4.3 3h7.4l1.8 6.5v3.5h-11zM2.5 9.5h3l1 1.5h3l1-1.5h3',
  board: 'M2.5 3h3v10h-3zM6.5 3h3v6h-3zM10.5 3h3v8h-3z',
  plan: 'M2.5 4h5M5 8h6M8 12h5.5M2.5 2v12',
  quotation: 'M4 2.5h6l2.5 2.5v8.5h-8.5zM6 7h4.5M6 10h4.5',
  customer: 'M3 13.5V3.5h6v10M9 6.5h4v7M5 6h2M5 8.5h2M5 11h2',
  stock: 'M2.5 5 8 2.2 13.5 5v6L8 13.8 2.5 11zM2.5 5 8 7.8 13.5 5M8 7.8v6',
  purchase: 'M2 3h1.8l1.7 7h6.5l1.5-5H4.3M6.3 12.5h.01M11.3 12.5h.01',
  production: 'M2.5 13.5V6.5l3.5 2v-2l3.5 2v-2l4 2v5zM5.5 11h.01M8 11h.01M10.5 11h.01',
  delivery:
    'M1.5 4h8v7h-8zM9.5 6.5h3l2 2.5v2h-5M4.5 11.1a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6M11.7 11.1a1.3 1.3 0 1 0 0 2.6 1.3 1.3 0 0 0 0-2.6',
  finance: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.8 5 8 7.8 10.2 5M8 7.8V11.5M6 8.3h4M6 10h4',
  leaver: 'M3 13.5V2.5h6v3M3 8h8M9 5.5 11.5 8 9 10.5M13.5 2.5v11',
  insight: 'M2.5 13.5h11M4.5 11V7M8 11V3M11.5 11V5.5',
  people:
    'M6 3.2a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4M2 13c0-2.3 1.8-3.6 4-3.6s4 1.3 4 3.6M10.5 3.5a2 2 0 0 1 0 3.9M12 9.8c1.3.5 2 1.6 2 3.2',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.3 10.3l3.2 3.2',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1 1.5H3zM6.7 14h2.6',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  back: 'M5.5 4 2.5 7l3 3M2.5 7h7a3.5 3.5 0 0 1 0 7H7',
  check: 'M3 8.5 6.5 12 13 4.5',
  warning: 'M8 2.2 14.5 13.5h-13zM8 6.5v3.2M8 11.7h.01',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 4.8V8l2.2 1.5',
  hourglass: 'M4.5 2.5h7M4.5 13.5h7M5.5 2.5v2.5L8 8l2.5-3V2.5M5.5 13.5V11L8 8l2.5 3v2.5',
  pause: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M6.7 6v4M9.3 6v4',
  message: 'M2.5 3.5h11v7.5H7l-3 2.5V11H2.5z',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2',
  camera: 'M2.5 5h2.3l1-1.5h4.4l1 1.5h2.3v8h-11zM8 6.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4',
  close: 'M4 4l8 8M12 4l-8 8',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  export: 'M8 2.5v7M5 7l3 3 3-3M3 12.5v1h10v-1',
  import: 'M8 9.5v-7M5 5.5l3-3 3 3M3 12.5v1h10v-1',
  left: 'M9.5 4.5 6 8l3.5 3.5',
  right: 'M6.5 4.5 10 8l-3.5 3.5',
  down: 'M4.5 6.5 8 10l3.5-3.5',
  up: 'M4.5 9.5 8 6l3.5 3.5',
  star: 'M8 2.3l1.8 3.7 4 .6-2.9 2.8.7 4L8 11.5l-3.6 1.9.7-4L2.2 6.6l4-.6z',
  blocked: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4',
  edit: 'M3 13l.7-2.8L10.5 3.4l2.1 2.1-6.8 6.8z',
  handover: 'M2 5.5h7.5M4.5 10.5H14M11.3 7.8 14 10.5l-2.7 2.7',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2v-5.5h11v5.5h-2M4.5 9.5h7v4h-7z',
  eye: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8M8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6',
  settings: 'M2.5 4.5h5M11.5 4.5h2M9.5 2.8v3.4M2.5 11.5h2M8.5 11.5h5M6.5 9.8v3.4',
  menu: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  filter: 'M2.5 3.5h11L9.5 8.5v4.5l-3-1.5V8.5z',
  sort: 'M5 3v10M2.8 10.8 5 13l2.2-2.2M11 13V3M8.8 5.2 11 3l2.2 2.2',
  calendar: 'M2.5 4h11v9.5h-11zM2.5 7h11M5.5 2.5v3M10.5 2.5v3',
  phone: 'M5.5 2.5h5v11h-5zM7.5 11.8h1',
  scan: 'M2.5 5.5v-3h3M10.5 2.5h3v3M13.5 10.5v3h-3M5.5 13.5h-3v-3M2.5 8h11',
  link: 'M6.8 9.2a2.5 2.5 0 0 0 3.5 0l2-2a2.5 2.5 0 0 0-3.5-3.5l-.8.8M9.2 6.8a2.5 2.5 0 0 0-3.5 0l-2 2a2.5 2.5 0 0 0 3.5 3.5l.8-.8',
  person: 'M8 2.8a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2M3 13.5c0-2.6 2.2-4 5-4s5 1.4 5 4',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6M8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M3.4 12.6l.9-.9M11.7 4.3l.9-.9',
  language:
    'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M2.2 8h11.6M8 2c2 1.7 2.6 3.7 2.6 6S10 12.3 8 14M8 2C6 3.7 5.4 5.7 5.4 8S6 12.3 8 14',
  leave: 'M9.5 3.5h-6v9h6M6.5 8h7.5M11.5 5.5 14 8l-2.5 2.5',
  keyboard: 'M1.5 4.5h13v7.5h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.5h6',
  external: 'M6.5 3.5h-3v9h9v-3M9 3h4v4M13 3 7.5 8.5',
  attachment: 'M12.8 7.5 7.8 12.3a3 3 0 0 1-4.2-4.2l5.3-5.1a2 2 0 0 1 2.8 2.8l-5.2 5a.9.9 0 0 1-1.3-1.3l4.5-4.3',
  refresh: 'M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.8V6H9.8',
  flag: 'M4 14V2.5M4 3h8l-2 2.8L12 8.5H4',
  trash: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9',
  home: 'M2.5 8 8 2.5 13.5 8M4 7v6.5h8V7',
} as const

export type IconName = keyof typeof paths
export const iconNames = Object.keys(paths) as IconName[]

export interface IconProps {
  name: IconName
  /** Px; 16 unless told. */
  size?: number
  /** Says what it means where no word stands beside it. */
  label?: string
  className?: string
}

/** A drawing in the colour of its text. Beside a word it is silent; alone it needs a label. */
export function Icon({ name, size, label, className }: IconProps) {
  return (
    <svg
      className={className ? `icon ${className}` : 'icon'}
      viewBox="0 0 16 16"
      style={size ? { width: size, height: size } : undefined}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** The mark of Baton: two runners' hands on one baton, in ink. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" className="mark">
      <rect width="24" height="24" rx="4" fill="var(--ink)" />
      <rect x="4" y="7" width="11" height="4" rx="2" fill="var(--surface)" />
      <rect x="9" y="13" width="11" height="4" rx="2" fill="var(--surface)" opacity=".62" />
    </svg>
  )
}
