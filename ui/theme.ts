/** The look of the office app on Ant tokens: pine ink on paper, one red for the seal and for what is overdue. */
import type { ThemeConfig } from 'antd'

/** The colours by what they mean; `style.css` repeats them for what is drawn without Ant. */
export const colours = {
  ink: '#1e2a26',
  quiet: '#5a6862',
  pine: '#2a5a4b',
  pineDeep: '#1d4237',
  pineWash: '#e8efe9',
  paper: '#f6f4ee',
  sheet: '#ffffff',
  line: '#e1ddd2',
  lineFirm: '#c9c4b6',
  seal: '#a8322a',
  red: '#a8322a',
  orange: '#b4560f',
  yellow: '#806300',
  done: '#2f6b3c',
} as const

/** Figures for charts, in the order of use; told apart also in grey and by people who see no red or green. */
export const series = ['#2a5a4b', '#c98a2b', '#4d7fa8', '#8c4a63', '#87a878', '#6b6f76'] as const

/** The family of screen fonts: what offices have, then what Linux desktops have. */
export const fontFamily =
  '"Source Han Sans SC","Noto Sans SC","PingFang SC","Microsoft YaHei UI","Microsoft YaHei","HarmonyOS Sans SC","WenQuanYi Micro Hei",sans-serif'

/** What Ant is told. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: colours.pine,
    colorInfo: '#35618e',
    colorSuccess: colours.done,
    colorWarning: colours.orange,
    colorError: colours.red,
    colorLink: colours.pine,
    colorLinkHover: '#3b7563',
    colorLinkActive: colours.pineDeep,
    colorText: colours.ink,
    colorTextSecondary: colours.quiet,
    colorTextDescription: colours.quiet,
    colorTextPlaceholder: '#5f6b66',
    colorBgLayout: colours.paper,
    colorBgContainer: colours.sheet,
    colorBorder: colours.lineFirm,
    colorBorderSecondary: colours.line,
    borderRadius: 4,
    borderRadiusLG: 6,
    borderRadiusSM: 3,
    fontFamily,
    fontSize: 14,
    lineHeight: 1.6,
    controlHeight: 34,
    controlHeightSM: 28,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    boxShadowSecondary: '0 6px 24px rgba(30,42,38,.14)',
  },
  components: {
    Table: {
      headerBg: '#f1eee5',
      headerColor: '#43524b',
      headerSplitColor: 'transparent',
      rowHoverBg: '#f4f7f3',
      borderColor: colours.line,
      cellPaddingBlockMD: 9,
      cellPaddingInlineMD: 12,
      headerBorderRadius: 0,
    },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Modal: { titleFontSize: 17 },
    Select: { optionSelectedBg: colours.pineWash },
  },
}
