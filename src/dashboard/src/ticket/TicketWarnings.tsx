import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { formatClock } from '../money/time';

/** What stands against an order before anyone has pressed anything. The server decides; the person should not be surprised. */
export function TicketWarnings({ account }: { account: string | null }) {
  const desk = useDesk();
  const stream = useStore(desk.stream.status);
  const broker = useStore(desk.broker);
  const killSwitch = useStore(desk.killSwitch);
  const stopped = killSwitch?.firm.on === true || killSwitch?.accounts.some((held) => held.on && held.account === account) === true;
  const warnings = [
    stopped && 'The kill switch is on: new orders are refused.',
    stream.phase === 'reconnecting' && `Prices and orders are as of ${formatClock(stream.uncertainSince)}.`,
    stream.phase === 'connected' && broker && broker.state !== 'Ready' && `The broker is ${broker.state}: an order may be refused or have to wait.`,
  ].filter((warning) => typeof warning === 'string');
  if (warnings.length === 0) return null;
  return (
    <ul className="notice warn ticket-warnings" role="status" data-testid="ticket-warnings">
      {warnings.map((warning) => <li key={warning}>{warning}</li>)}
    </ul>
  );
}
