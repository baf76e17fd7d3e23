import { type ThemeConfig, theme } from 'antd'
import { kept, stored, useStored } from './stored.ts'

export type Shade = 'light' | 'dark'
export type ShadeChoice = Shade | 'auto'

const choice = stored<ShadeChoice>('baton.theme', ['auto', 'light', 'dark'], () => 'auto')
const darkSystem = typeof matchMedia === 'undefined' ? undefined : matchMedia('(prefers-color-scheme: dark)')
const shadeOf = (): Shade => {
  const chosen = choice.get()
  if (chosen !== 'auto') return chosen
  return darkSystem?.matches ? 'dark' : 'light'
}
const shade = kept<Shade>(shadeOf())

function apply() {
  const now = shadeOf()
  shade.set(now)
  document.documentElement.classList.toggle('dark', now === 'dark')
  document.documentElement.classList.toggle('light', now === 'light')
}

/** Marks the document with the shade and keeps it so, before the first paint. */
export function followShade() {
  apply()
  choice.subscribe(apply)
  darkSystem?.addEventListener('change', apply)
}

export const setShade = choice.set
export const useShadeChoice = (): ShadeChoice => useStored(choice)
export const useShade = (): Shade => useStored(shade)

const font = 'var(--sans)'

const seeds = {
  light: {
    colorPrimary: '#1C4E7B',
    colorInfo: '#1C4E7B',
    colorLink: '#1C4E7B',
    colorSuccess: '#1D664B',
    colorWarning: '#7D5200',
    colorError: '#9C1441',
  },
  dark: {
    colorPrimary: '#2E6CA4',
    colorInfo: '#93BFE8',
    colorLink: '#93BFE8',
    colorSuccess: '#74C7A2',
    colorWarning: '#E3B65C',
    colorError: '#F58CAC',
  },
}

const paints = {
  light: {
    paper: '#F2F3EF',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    sunken: '#F8F9F6',
    hover: '#F1F4F5',
    line: '#DEE1DB',
    edge: '#858C87',
    ink: '#14181B',
    ink2: '#434A4F',
    ink3: '#586066',
    disabled: '#7A8187',
    qing: '#1C4E7B',
    qinghover: '#153D61',
    qingactive: '#0F2F4C',
    qingsoft: '#E5EDF4',
    qingline: '#9DB8CF',
    link: '#1C4E7B',
    linkhover: '#153D61',
    lv: '#1D664B',
    lvsoft: '#E2F0E9',
    ochre: '#7D5200',
    ochresoft: '#F8EFD8',
    rouge: '#9C1441',
    rougehover: '#7D0F34',
    rougesoft: '#F9E8EE',
    spot: '#14181B',
    onspot: '#FFFFFF',
  },
  dark: {
    paper: '#111315',
    surface: '#191C1F',
    raised: '#1F2327',
    sunken: '#1F2327',
    hover: '#23282C',
    line: '#2D3237',
    edge: '#727A80',
    ink: '#ECEDE8',
    ink2: '#BDC2C1',
    ink3: '#979E9F',
    disabled: '#6F7679',
    qing: '#2E6CA4',
    qinghover: '#3572AB',
    qingactive: '#255A8A',
    qingsoft: '#1D2E3E',
    qingline: '#3F607E',
    link: '#93BFE8',
    linkhover: '#B5D3EF',
    lv: '#74C7A2',
    lvsoft: '#18302A',
    ochre: '#E3B65C',
    ochresoft: '#332A17',
    rouge: '#F58CAC',
    rougehover: '#F9ABC2',
    rougesoft: '#3A1C28',
    spot: '#ECEDE8',
    onspot: '#14181B',
  },
}
type Paint = (typeof paints)['light']

/** Colours that the algorithms recompute from the seeds: pinned, so that the measured contrast is what is shown. */
function pinned(p: Paint) {
  return {
    colorPrimary: p.qing,
    colorPrimaryHover: p.qinghover,
    colorPrimaryActive: p.qingactive,
    colorPrimaryBg: p.qingsoft,
    colorPrimaryBgHover: p.qingsoft,
    // The library draws its focus ring in this colour.
    colorPrimaryBorder: p.link,
    colorPrimaryBorderHover: p.link,
    colorPrimaryText: p.link,
    colorPrimaryTextHover: p.linkhover,
    colorPrimaryTextActive: p.link,
    colorLink: p.link,
    colorLinkHover: p.linkhover,
    colorLinkActive: p.link,
    colorInfo: p.link,
    colorInfoHover: p.linkhover,
    colorInfoBg: p.qingsoft,
    colorInfoBorder: p.qingline,
    colorInfoText: p.link,
    colorSuccess: p.lv,
    colorSuccessHover: p.lv,
    colorSuccessBg: p.lvsoft,
    colorSuccessBorder: p.lv,
    colorSuccessText: p.lv,
    colorWarning: p.ochre,
    colorWarningHover: p.ochre,
    colorWarningBg: p.ochresoft,
    colorWarningBorder: p.ochre,
    colorWarningBorderHover: p.ochre,
    colorWarningText: p.ochre,
    colorError: p.rouge,
    colorErrorHover: p.rougehover,
    colorErrorActive: p.rouge,
    colorErrorBg: p.rougesoft,
    colorErrorBgHover: p.rougesoft,
    colorErrorBgFilledHover: p.rougesoft,
    colorErrorBorder: p.rouge,
    colorErrorBorderHover: p.rouge,
    colorErrorText: p.rouge,
    colorErrorTextHover: p.rougehover,
  }
}

function overrides(p: Paint, isDark: boolean): ThemeConfig['token'] {
  const popover = '0 1px 2px rgb(20 24 27 / 8%), 0 8px 28px rgb(20 24 27 / 16%)'
  return {
    colorText: p.ink,
    colorTextHeading: p.ink,
    colorTextSecondary: p.ink2,
    colorTextTertiary: p.ink3,
    colorTextDescription: p.ink3,
    colorTextPlaceholder: p.ink3,
    colorTextDisabled: p.disabled,
    colorIcon: p.ink3,
    colorIconHover: p.ink,
    colorBgLayout: p.paper,
    colorBgContainer: p.surface,
    colorBgElevated: p.raised,
    colorBgContainerDisabled: p.sunken,
    colorFillAlter: p.sunken,
    colorBgMask: 'rgba(16,20,23,.46)',
    colorBgSpotlight: p.spot,
    colorTextLightSolid: '#FFFFFF',
    colorBorder: p.edge,
    colorBorderSecondary: p.line,
    colorSplit: p.line,
    controlItemBgHover: p.hover,
    controlItemBgActive: p.qingsoft,
    controlItemBgActiveHover: p.qingsoft,
    controlOutline: 'transparent',
    lineWidthFocus: 2,
    fontSizeSM: 12,
    fontSizeLG: 16,
    fontSizeHeading3: 20,
    fontSizeHeading1: 28,
    fontWeightStrong: 600,
    lineHeight: 1.5714,
    borderRadiusSM: 3,
    borderRadiusLG: 6,
    controlHeightSM: 26,
    controlHeightLG: 40,
    padding: 16,
    paddingSM: 12,
    paddingXS: 8,
    margin: 16,
    controlInteractiveSize: 15,
    motionDurationFast: '.08s',
    motionDurationMid: '.12s',
    motionDurationSlow: '.15s',
    boxShadow: popover,
    boxShadowSecondary: isDark ? `0 0 0 1px ${p.line}, ${popover}` : popover,
  }
}

function buttonOf(p: Paint): ThemeConfig['components'] {
  return {
    Button: {
      primaryShadow: 'none',
      defaultShadow: 'none',
      dangerShadow: 'none',
      fontWeight: 400,
      contentFontSize: 13,
      contentFontSizeSM: 12,
      paddingInline: 12,
      paddingInlineSM: 9,
      defaultHoverColor: p.link,
      defaultHoverBorderColor: p.link,
      defaultActiveColor: p.link,
      defaultActiveBorderColor: p.link,
      textHoverBg: p.hover,
    },
  }
}

function components(p: Paint): ThemeConfig['components'] {
  return {
    ...buttonOf(p),
    Segmented: {
      itemSelectedBg: p.ink,
      itemSelectedColor: p.surface,
      itemColor: p.ink2,
      itemHoverBg: p.hover,
      trackBg: p.surface,
      trackPadding: 0,
      fontSize: 13,
    },
    Modal: { borderRadiusLG: 8, titleFontSize: 16, contentBg: p.surface, headerBg: p.surface, footerBg: p.surface },
    Menu: { itemHeight: 32, itemBorderRadius: 4, itemSelectedBg: p.surface, itemSelectedColor: p.ink },
    Input: {
      inputFontSize: 13,
      activeShadow: 'none',
      errorActiveShadow: 'none',
      warningActiveShadow: 'none',
      activeBorderColor: p.link,
      hoverBorderColor: p.link,
    },
    InputNumber: { inputFontSize: 13, activeShadow: 'none', activeBorderColor: p.link, hoverBorderColor: p.link },
    Select: {
      fontSize: 13,
      optionFontSize: 13,
      activeOutlineColor: 'transparent',
      activeBorderColor: p.link,
      hoverBorderColor: p.link,
      optionSelectedFontWeight: 600,
    },
    Radio: { radioSize: 15, dotSize: 6 },
    Form: { labelColor: p.ink3, labelFontSize: 13, itemMarginBottom: 16 },
  }
}

/** The theme of the component library. A second algorithm keeps the seeds exact after the first has recomputed them. */
export function componentTheme(shade: Shade, isPhone: boolean): ThemeConfig {
  const p = paints[shade]
  const first = shade === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm
  return {
    algorithm: [first, (_seed, map) => ({ ...map!, ...pinned(p) })],
    token: {
      ...seeds[shade],
      ...overrides(p, shade === 'dark'),
      ...(isPhone && { controlHeightLG: 48 }),
      fontFamily: font,
      fontSize: 14,
      borderRadius: 4,
      controlHeight: 32,
      lineWidth: 1,
      wireframe: false,
    },
    components: components(p),
  }
}
