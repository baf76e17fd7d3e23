import { refusals } from '../../kernel/refusal.ts'

export const no = refusals('imports', {
  notFound: {
    status: 404,
    zh: () => '没有这次导入，或你无权查看。请从导入列表里选。',
    en: () => 'There is no such import, or you may not see it. Choose one from the list of imports.',
  },
  empty: {
    status: 422,
    zh: () => '文件里没有数据行。请在表头下面填上内容，再上传。',
    en: () => 'The file holds no rows below its headings. Fill some in and upload it again.',
  },
  tooManyRows: {
    status: 422,
    zh: (most: number) => `文件超过 ${most} 行。请拆成几个文件。`,
    en: (most: number) => `The file has more than ${most} rows. Split it into several files.`,
  },
  tooManyColumns: {
    status: 422,
    zh: (most: number) => `文件超过 ${most} 列。请删掉用不到的列。`,
    en: (most: number) => `The file has more than ${most} columns. Leave out those that are not needed.`,
  },
  oldWorkbook: {
    status: 422,
    zh: () => '这是旧版或加密的 Excel 文件，读不了。请在 Excel 里去掉密码，另存为 .xlsx 或 CSV，再上传。',
    en: () =>
      'This is an old or a protected Excel file, which cannot be read. Take the password off, save it as .xlsx or CSV, and upload that.',
  },
  brokenWorkbook: {
    status: 422,
    zh: () => '这个 Excel 文件已损坏或不完整。请用 Excel 打开并另存为 .xlsx，再上传。',
    en: () => 'This workbook is damaged or cut off. Open it in Excel, save it as .xlsx again, and upload that.',
  },
  tooLargeInside: {
    status: 422,
    zh: () => '这个 Excel 文件解压后太大，没有读取。请只留需要的一张表，另存后再上传。',
    en: () =>
      'Unpacked, this workbook is too large, and it was not read. Keep only the sheet that is needed, and upload that.',
  },
  sheetUnknown: {
    status: 422,
    zh: (sheet: string) => `文件里没有名为「${sheet}」的工作表。请核对名称，或留空读第一张。`,
    en: (sheet: string) => `The file has no sheet "${sheet}". Check its name, or leave it empty for the first sheet.`,
  },
  notText: {
    status: 422,
    zh: () => '这不是 CSV 或 Excel 文件。请上传 .csv 或 .xlsx。',
    en: () => 'This is neither a CSV nor an Excel file. Upload a .csv or .xlsx file.',
  },
  headingUnknown: {
    status: 422,
    zh: (heading: string, headings: readonly string[]) =>
      `文件里没有列「${heading}」。它的列有：${headings.join('、')}。`,
    en: (heading: string, headings: readonly string[]) =>
      `The file has no column "${heading}". It has: ${headings.join(', ')}.`,
  },
  fieldUnknown: {
    status: 422,
    zh: (field: string) => `没有字段「${field}」。请从列表里选。`,
    en: (field: string) => `There is no field "${field}". Choose one from the list.`,
  },
  fieldTwice: {
    status: 422,
    zh: (field: string) => `「${field}」对应了两列。请只留一列。`,
    en: (field: string) => `Two columns are to fill ${field}. Keep one of them.`,
  },
  fieldMissing: {
    status: 422,
    zh: (fields: string[]) => `还没有列对应：${fields.join('、')}。请在表头里指定。`,
    en: (fields: string[]) => `No column fills: ${fields.join(', ')}. Choose a column for each.`,
  },
  columns: {
    status: 422,
    zh: (columns: number) => `文件有 ${columns} 列，每列都要说明对应什么。请刷新后再试。`,
    en: (columns: number) => `The file has ${columns} columns; say for each what it fills. Reload and try again.`,
  },
  noUpdate: {
    status: 422,
    zh: () => '库存和订单不能靠导入更新。请不选「更新已有的」；库存用盘点，订单在系统里改。',
    en: () =>
      'Stock and orders are not updated by an import. Leave "Update what exists" out; count the stock, or change the order in Baton.',
  },
  wrongState: {
    status: 409,
    zh: (doing: 'mapping' | 'checking' | 'importing' | 'rest') => `现在不能这样做：${DOING[doing].zh}`,
    en: (doing: 'mapping' | 'checking' | 'importing' | 'rest') => `This cannot be done now: ${DOING[doing].en}`,
  },
  alreadyCreated: {
    status: 409,
    zh: () => '这次导入已经写入了一些行，不能再换列。请改正出错的行，或重新上传文件。',
    en: () =>
      'Rows of this import were created already, so its columns stay. Mend the wrong rows, or upload the file again.',
  },
  nothingReady: {
    status: 422,
    zh: () => '没有可导入的行。请先改正出错的行。',
    en: () => 'No row is ready to be imported. Mend the wrong rows first.',
  },
  stale: {
    status: 412,
    zh: (current: number) => `这次导入已被改到第 ${current} 版。请刷新后再试。`,
    en: (current: number) => `This import was changed meanwhile; it is at version ${current}. Reload and try again.`,
  },
  rowUnknown: {
    status: 404,
    zh: (line: number) => `这次导入没有第 ${line} 行。请刷新后再改。`,
    en: (line: number) => `This import has no line ${line}. Reload and mend it again.`,
  },
  rowDone: {
    status: 409,
    zh: (line: number) => `第 ${line} 行已经导入，不能再改。请在系统里改它。`,
    en: (line: number) => `Line ${line} was imported already. Change it in Baton instead.`,
  },
})

const DOING = {
  mapping: { zh: '还没有指定各列对应什么。请先指定。', en: 'its columns are not named yet. Name them first.' },
  checking: { zh: '正在检查。请等检查完，或先停止。', en: 'it is being checked. Wait until that is done, or stop it.' },
  importing: {
    zh: '正在导入。请等导入完，或先停止。',
    en: 'it is being imported. Wait until that is done, or stop it.',
  },
  rest: { zh: '没有正在进行的检查或导入。请刷新。', en: 'neither a check nor an import is running. Reload.' },
}
