import { rightName } from '@baton/contract/rights'
import type { Field } from './field.rules.ts'

/** What is wrong with a cell, or with a row when no column is named: what, why, and what to do. */
export interface Fault {
  code: string
  column: number | null
  zh: string
  en: string
}

const fault = (code: string, zh: string, en: string): Fault => ({ code, column: null, zh, en })
const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text)
const words = ({ options = [] }: Field, language: 'zh' | 'en'): string =>
  options.map((one) => one[language]).join(language === 'zh' ? '、' : ', ')

/** Every fault of a row by its code. */
export const faults = {
  missing: ({ zh, en }: Field) => fault('missing', `「${zh}」必填。请填上。`, `${en} is required. Fill it in.`),
  unreadable: ({ zh, en }: Field) =>
    fault(
      'unreadable',
      `「${zh}」里有读不出的字符。请重新输入；若整个文件都是乱码，请换一种编码重新上传。`,
      `${en} holds characters that cannot be read. Type it again; if the whole file is garbled, upload it with another encoding.`,
    ),
  tooLong: ({ zh, en }: Field, most: number) =>
    fault(
      'tooLong',
      `「${zh}」最多 ${most} 个字符。请缩短。`,
      `${en} may have at most ${most} characters. Shorten it.`,
    ),
  notNumber: ({ zh, en }: Field, text: string) =>
    fault(
      'notNumber',
      `「${zh}」的「${short(text)}」不是数字。请写成 1234.50。`,
      `${en}: "${short(text)}" is no number. Write it as 1234.50.`,
    ),
  notWhole: ({ zh, en }: Field, text: string) =>
    fault(
      'notWhole',
      `「${zh}」的「${short(text)}」不是整数。请写成 30。`,
      `${en}: "${short(text)}" is no whole number. Write it as 30.`,
    ),
  tooFine: ({ zh, en }: Field, places: number) =>
    fault(
      'tooFine',
      `「${zh}」最多 ${places} 位小数。请四舍五入。`,
      `${en} may have at most ${places} decimals. Round it.`,
    ),
  tooLarge: ({ zh, en }: Field) =>
    fault('tooLarge', `「${zh}」太大，不能保存。请核对。`, `${en} is too large to keep. Check it.`),
  negative: ({ zh, en }: Field) =>
    fault('negative', `「${zh}」不能小于 0。请核对。`, `${en} cannot be below 0. Check it.`),
  notAboveZero: ({ zh, en }: Field) =>
    fault(
      'notAboveZero',
      `「${zh}」要大于 0。没有数量的行请删掉。`,
      `${en} must be above 0. Leave out rows without a quantity.`,
    ),
  outOfRange: ({ zh, en }: Field, least: string, most: string) =>
    fault(
      'outOfRange',
      `「${zh}」应在 ${least} 到 ${most} 之间。请核对。`,
      `${en} lies between ${least} and ${most}. Check it.`,
    ),
  notDay: ({ zh, en }: Field, text: string) =>
    fault(
      'notDay',
      `「${zh}」的「${short(text)}」不是日期，或分不清月和日。请写成 2026-11-03。`,
      `${en}: "${short(text)}" is no date, or its day and month are in doubt. Write it as 2026-11-03.`,
    ),
  notFlag: ({ zh, en }: Field, text: string) =>
    fault(
      'notFlag',
      `「${zh}」的「${short(text)}」看不懂。请写「是」或「否」。`,
      `${en}: "${short(text)}" is not understood. Write yes or no.`,
    ),
  notChoice: (field: Field, text: string) =>
    fault(
      'notChoice',
      `「${field.zh}」没有「${short(text)}」这一种。请用：${words(field, 'zh')}。`,
      `${field.en}: there is no "${short(text)}". Use one of: ${words(field, 'en')}.`,
    ),
  twice: ({ zh, en }: Field, line: number) =>
    fault(
      'twice',
      `第 ${line} 行已有同样的「${zh}」。请去掉一行，或改编号。`,
      `Line ${line} already has the same ${en.toLowerCase()}. Leave one row out, or change its number.`,
    ),
  unknown: ({ zh, en }: Field, text: string, cure: { zh: string; en: string }) =>
    fault(
      'unknown',
      `没有${zh}「${short(text)}」。${cure.zh}`,
      `There is no ${en.toLowerCase()} "${short(text)}". ${cure.en}`,
    ),
  inactive: ({ zh, en }: Field, text: string) =>
    fault(
      'inactive',
      `${zh}「${short(text)}」已停用，新订单不能用。请换一个，或先在货品里启用它。`,
      `${en} "${short(text)}" is no longer used in new orders. Use another one, or activate it among the items first.`,
    ),
  ambiguous: ({ zh, en }: Field, text: string) =>
    fault(
      'ambiguous',
      `有几个${zh}都叫「${short(text)}」。请改用编号。`,
      `Several are called "${short(text)}" for ${en.toLowerCase()}. Use the number.`,
    ),
  differs: ({ zh, en }: Field, kept: string) =>
    fault(
      'differs',
      `系统里的「${zh}」是「${short(kept)}」，这次导入不改已有资料。要改，请在「对应列」一步选「更新已有的」，或在系统里改。`,
      `${en} is "${short(kept)}" in Baton, and this import changes nothing that is there. To change it, choose "Update what exists" beside the columns, or change it in Baton.`,
    ),
  opened: ({ zh, en }: Field, kept: string) =>
    fault(
      'differs',
      `系统里的「${zh}」是「${short(kept)}」，期初库存已录过，这次导入不改。要改请在库存里盘点。`,
      `${en} was opened as "${short(kept)}", and this import changes nothing that is there. To change it, count the stock.`,
    ),
  changes: ({ zh, en }: Field, kept: string) =>
    fault('changes', `「${zh}」会由「${short(kept)}」改成这一格。`, `${en} becomes this; it was "${short(kept)}".`),
  fixed: ({ zh, en }: Field, kept: string) =>
    fault(
      'fixed',
      `「${zh}」建档后不能改，系统里是「${short(kept)}」。请改成一样，或清空这一格。`,
      `${en} stays as it was given, "${short(kept)}". Make it the same, or empty the cell.`,
    ),
  headDiffers: ({ zh, en }: Field, line: number) =>
    fault(
      'headDiffers',
      `同一张订单的「${zh}」与第 ${line} 行不同。请改成一样，或换一个订单号。`,
      `${en} differs from line ${line} of the same order. Make them the same, or give this row another order key.`,
    ),
  mateWrong: (line: number) =>
    fault(
      'mateWrong',
      `同一张订单的第 ${line} 行有错，整张订单先不导入。请先改第 ${line} 行。`,
      `Line ${line} of the same order is wrong, so the whole order waits. Mend line ${line} first.`,
    ),
  manyLines: (most: number) =>
    fault(
      'manyLines',
      `一张订单最多 ${most} 行。请拆成几张。`,
      `An order has at most ${most} lines. Split it into several.`,
    ),
  needsRight: ({ zh, en }: Field, right: string) =>
    fault(
      'needsRight',
      `没有「${rightName(right, 'zh')}」权限，不能填「${zh}」。请清空这一格，或让有权限的人导入。`,
      `You do not hold the right "${rightName(right, 'en')}" for ${en.toLowerCase()}. Empty the cell, or let somebody who holds it import.`,
    ),
  notStocked: ({ zh, en }: Field, text: string) =>
    fault(
      'notStocked',
      `${zh}「${short(text)}」是服务或运费，没有库存。请删掉这一行。`,
      `${en} "${short(text)}" is a service or freight and has no stock. Leave this row out.`,
    ),
  together: (field: Field, other: Field) =>
    fault(
      'together',
      `填了「${other.zh}」就要填「${field.zh}」。请补上。`,
      `${field.en} is required beside ${other.en.toLowerCase()}. Fill it in.`,
    ),
  noPrice: ({ zh, en }: Field) =>
    fault(
      'noPrice',
      `「${zh}」为空，货品也没有价格。请填单价。`,
      `${en} is empty and the item has no price. Fill it in.`,
    ),
  alreadyOrdered: (kept: string) =>
    fault('already', `${kept} 已经导入过这张订单。`, `This order was imported before as ${kept}.`),
  quote: () =>
    fault(
      'quote',
      '这一行的引号没有配对，读不准。请在文件里改好引号后重新上传，或逐格改正。',
      'A quotation mark of this row is never closed, so its cells are in doubt. Mend the file and upload it again, or mend the cells.',
    ),
  manyCells: (cells: number, columns: number) =>
    fault(
      'manyCells',
      `这一行有 ${cells} 格，表头只有 ${columns} 列，可能有内容里带了分隔符。请给那一格加引号后重新上传，或逐格改正。`,
      `This row has ${cells} cells under ${columns} headings; perhaps a separator stands inside a cell. Quote that cell and upload again, or mend the cells.`,
    ),
  refused: (sentence: { zh: string; en: string }) => fault('refused', sentence.zh, sentence.en),
  failed: () =>
    fault(
      'failed',
      '这一行写不进去，其余的照常导入。请核对这一行，仍不行请告诉管理员。',
      'This row could not be written; the others were imported. Check it, and tell an administrator if it happens again.',
    ),
}
