import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountInEnglish } from './amount-words-en.ts'

test('amounts are written out in English', () => {
  const cases = [
    ['0.00', 'Zero yuan only'],
    ['16424.05', 'Sixteen thousand four hundred and twenty-four yuan and 05/100'],
    ['1000000.00', 'One million yuan only'],
    ['1002003.40', 'One million two thousand three yuan and 40/100'],
    ['-110.5', 'Minus one hundred and ten yuan and 50/100'],
    [
      '999999999999.99',
      'Nine hundred and ninety-nine billion nine hundred and ninety-nine million nine hundred and ninety-nine thousand nine hundred and ninety-nine yuan and 99/100',
    ],
  ] as const
  for (const [amount, words] of cases) assert.equal(amountInEnglish(amount), words)
  assert.throws(() => amountInEnglish('1.234'), RangeError)
})
