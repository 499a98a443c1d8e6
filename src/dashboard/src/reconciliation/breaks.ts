import type { Break, BreakAction } from '../api/types';
import { UNKNOWN, formatMoney, formatQty } from '../money/format';

export const CLASS_WORDS: Record<Break['class'], string> = {
  PositionDiffers: 'Position differs',
  CashDiffers: 'Cash differs',
  OrderMissingAtBroker: 'Order missing at the broker',
  OrderOpenAfterClose: 'Order works on after its end',
  UnknownOrderAtBroker: 'Unknown order at the broker',
  ExecutionMissing: 'Execution was missed',
  WitnessDisagrees: 'Witness disagrees',
};

export interface ActionWords { label: string; effect: string }

export const ACTION_WORDS: Record<BreakAction, ActionWords> = {
  AcceptBroker: { label: 'Accept the broker’s figure', effect: 'Our book is set to what the broker holds. The journal keeps who did it and why.' },
  CloseAsCanceled: { label: 'Close as canceled', effect: 'The order ends here as canceled. Nothing is sent to the broker.' },
  CancelAtBroker: { label: 'Cancel at the broker', effect: 'The broker is asked to take the order off the market. The break heals when it is gone there.' },
  Ignore: { label: 'Ignore', effect: 'The difference is known and left as it is. It comes back when its figures change.' },
};

/** What the difference is worth, or that nobody can say. */
export function stakeOf(found: Pick<Break, 'atStake' | 'currency'>): string {
  return found.atStake === null ? UNKNOWN : `${formatMoney(found.atStake)} ${found.currency ?? ''}`.trim();
}

/** Ours against theirs, in the words of the class: amounts for cash, quantities for the rest. */
export function sidesOf(found: Pick<Break, 'class' | 'ours' | 'theirs'>): string {
  const show = (value: string | null) => found.class === 'CashDiffers' ? formatMoney(value) : formatQty(value);
  return `${show(found.ours)} / ${show(found.theirs)}`;
}
