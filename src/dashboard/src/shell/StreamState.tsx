import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatClock } from '../money/time';
import type { StreamStatus } from '../stream/streamClient';

/** Whether the screen is being kept true, in the same place on every page. */
export function StreamState() {
  const status = useStore(useDesk().stream.status);
  return (
    <span className={`chip state ${toneOf(status)}`} role="status" aria-live="polite" data-testid="stream-state"
      data-state={status.phase} title={status.reason ?? 'Every change is shown as it happens.'}>
      <span className={`dot ${status.phase === 'connected' ? '' : 'pulse'}`} aria-hidden="true" />
      {wordOf(status)}
    </span>
  );
}

function toneOf(status: StreamStatus): string {
  return status.phase === 'connected' ? 'good' : status.phase === 'connecting' ? 'warn' : 'loud';
}

function wordOf(status: StreamStatus): string {
  if (status.phase === 'connected') return 'Live';
  if (status.phase === 'connecting') return 'Connecting…';
  return `State uncertain since ${formatClock(status.uncertainSince)}`;
}
