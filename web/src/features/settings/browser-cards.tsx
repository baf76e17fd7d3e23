import { Switch } from 'antd'
import { setLanguage, useLanguage, useWords } from '../../app/language.ts'
import { setShade, useShadeChoice } from '../../app/theme.ts'
import { Choice } from '../../ui/choice.tsx'
import { Card } from '../../ui/page.tsx'
import { setShortcuts, useShortcutsOn } from '../../ui/shortcuts.ts'
import { settingsWords } from './words.ts'

/** What belongs to this browser: language, light or dark, single keys. */
export function BrowserCards() {
  const t = useWords(settingsWords)
  const language = useLanguage()
  const shade = useShadeChoice()
  const keys = useShortcutsOn()
  return (
    <>
      <Card title={t('look')} note={t('browserOnly')}>
        <div className="settings-row">
          <span>{t('language')}</span>
          <Choice
            label={t('language')}
            value={language}
            onChange={setLanguage}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className="settings-row">
          <span>{t('theme')}</span>
          <Choice
            label={t('theme')}
            value={shade}
            onChange={setShade}
            options={[
              { value: 'auto', label: t('auto') },
              { value: 'light', label: t('light') },
              { value: 'dark', label: t('dark') },
            ]}
          />
        </div>
      </Card>
      <Card title={t('keys')} note={t('browserOnly')}>
        <div className="settings-row">
          <span>
            {t('keysLabel')}
            <span className="t12 quiet settings-note">{t(keys ? 'keysOn' : 'keysOff')}</span>
          </span>
          <Switch checked={keys} onChange={setShortcuts} aria-label={t('keysLabel')} />
        </div>
      </Card>
    </>
  )
}
