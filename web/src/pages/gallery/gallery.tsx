import { useSearchParams } from 'react-router'
import { setLanguage, useLanguage } from '../../app/language.ts'
import { Shell } from '../../app/shell/shell.tsx'
import { setShade, useShadeChoice } from '../../app/theme.ts'
import { DrawnStrip } from '../../ui/baton-strip/baton-strip.tsx'
import { departmentRef, examples } from '../../ui/baton-strip/examples.ts'
import { Choice } from '../../ui/choice.tsx'
import { Page } from '../../ui/page.tsx'
import { GalleryKit } from './kit.tsx'
import { GalleryList } from './list.tsx'
import './gallery.css'

/** Every state of the strip, and the whole kit: for those who build pages, never shipped. */
export function Gallery() {
  const [search] = useSearchParams()
  const part = search.get('part') ?? 'all'
  const body = <GalleryBody part={part} />
  if (part !== 'all' && part !== 'list') return body
  return (
    <Shell
      counts={{ desk: 6, orders: 128, inbox: 3, delivery: 4, notices: 5 }}
      person={{
        name: '陈静',
        department: { ...departmentRef('tracking'), nameZh: '华东跟单组', nameEn: 'East China' },
      }}
      onChangePassword={() => {}}
      onSignOut={() => {}}
    >
      {body}
    </Shell>
  )
}

function GalleryBody({ part }: { part: string }) {
  const language = useLanguage()
  const shade = useShadeChoice()
  const all = part === 'all'
  return (
    <Page className={part === 'list' ? '' : 'gallery'}>
      {all && (
        <div className="row gap-12 wrap">
          <h1 className="t20 strong">Gallery</h1>
          <Choice
            label="language"
            value={language}
            onChange={setLanguage}
            options={[
              { value: 'zh', label: '中' },
              { value: 'en', label: 'EN' },
            ]}
          />
          <Choice
            label="theme"
            value={shade}
            onChange={setShade}
            options={[
              { value: 'auto', label: 'auto' },
              { value: 'light', label: 'light' },
              { value: 'dark', label: 'dark' },
            ]}
          />
        </div>
      )}
      {(all || part === 'kit') && <GalleryKit />}
      {(all || part === 'list') && <GalleryList />}
      {(all || part === 'strip') &&
        examples.map(({ key, strip, ...words }) => (
          <section key={key} className="card strip-card">
            <div className="row gap-12 t12 quiet">
              <b className="t13 ink">{words[language][0]}</b>
              <span className="ellipsis">{words[language][1]}</span>
            </div>
            <DrawnStrip
              strip={strip}
              bare={key !== 'order' && key !== 'bounced' && key !== 'many'}
              sheetHref={(id) => `#${id}`}
            />
          </section>
        ))}
    </Page>
  )
}
