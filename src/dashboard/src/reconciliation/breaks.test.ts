import { expect, test } from 'vitest';
import { ACTION_WORDS, CLASS_WORDS, sidesOf, stakeOf } from './breaks';

test('every class and every action has words', () => {
  expect(Object.values(CLASS_WORDS).every((word) => word.length > 0)).toBe(true);
  expect(Object.values(ACTION_WORDS).every(({ label, effect }) => label.length > 0 && effect.endsWith('.'))).toBe(true);
});

test('what is at stake is said with its currency, and unknown is not zero', () => {
  expect(stakeOf({ atStake: '300.3', currency: 'USD' })).toMatch(/300\.30 USD/);
  expect(stakeOf({ atStake: null, currency: 'USD' })).not.toMatch(/0/);
});

test('both sides are shown as what they are', () => {
  expect(sidesOf({ class: 'PositionDiffers', ours: '0', theirs: '30' })).toBe('0 / 30');
  expect(sidesOf({ class: 'CashDiffers', ours: '8999', theirs: '9499' })).toMatch(/8.?999\.00 \/ 9.?499\.00/);
});
