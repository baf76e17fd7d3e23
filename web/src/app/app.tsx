import { QueryClientProvider } from '@tanstack/react-query'
import { ConfigProvider } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { useEffect, useMemo } from 'react'
import { RouterProvider } from 'react-router'
import { languageTag, useLanguage } from './language.ts'
import { queryClient } from './query.ts'
import { router } from './routes.tsx'
import { componentTheme, useShade } from './theme.ts'
import { usePhone } from './use-media.ts'

/** Baton in the browser: language, shade and queries around the pages. */
export function App() {
  const language = useLanguage()
  const shade = useShade()
  const phone = usePhone()
  const theme = useMemo(() => componentTheme(shade, phone), [shade, phone])
  useEffect(() => {
    document.documentElement.lang = languageTag(language)
  }, [language])
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'zh' ? zh : en}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  )
}
