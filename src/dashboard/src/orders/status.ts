import type { OrdStatus } from '../api/types';

interface Meaning { tone: string; meaning: string }

/** What each status says, and how loudly. */
export const STATUS: Record<OrdStatus, Meaning> = {
  PendingNew: { tone: 'hollow dashed', meaning: 'Accepted by us and in the journal; the broker has not been heard yet.' },
  New: { tone: 'info', meaning: 'Acknowledged by the broker, working.' },
  PartiallyFilled: { tone: 'info', meaning: 'Partly filled, the rest is working.' },
  Filled: { tone: 'good', meaning: 'Filled completely.' },
  PendingCancel: { tone: 'warn', meaning: 'A cancel is asked for; fills may still arrive until the broker confirms.' },
  PendingReplace: { tone: 'warn', meaning: 'A replace is asked for; the old terms work until the broker confirms.' },
  Canceled: { tone: '', meaning: 'Canceled, confirmed by the broker.' },
  Rejected: { tone: 'bad', meaning: 'Refused by the broker.' },
  Expired: { tone: '', meaning: 'Expired by its time in force.' },
  InDoubt: {
    tone: 'loud', meaning: 'Sent, or perhaps sent, and not heard of since. It counts in full against every limit until evidence resolves it.',
  },
};

/** A status this program does not know yet is shown as it is. */
export function meaningOf(status: OrdStatus): Meaning {
  return (STATUS as Partial<Record<string, Meaning>>)[status] ?? { tone: '', meaning: status };
}
