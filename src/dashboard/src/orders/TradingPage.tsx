import { useCallback, useEffect, useState } from 'react';
import { Segments } from '../controls/Segments';
import { useDesk } from '../desk/context';
import { useStore, useStorePart } from '../desk/store';
import { QuotePanel } from '../marketdata/QuotePanel';
import { setQuery, usePlace } from '../shell/router';
import { Ticket } from '../ticket/Ticket';
import { WatchList } from '../watch/WatchList';
import { Blotter } from './Blotter';
import './orders.css';
import { OrderDrawer } from './OrderDrawer';
import { ReplaceDialog } from './ReplaceDialog';
import { replacing } from './replacing';

type Pane = 'orders' | 'ticket' | 'watch';

export function TradingPage() {
  const desk = useDesk();
  const { query } = usePlace();
  const orderId = query.get('order');
  const replaceId = useStore(replacing);
  const replaced = useStorePart(desk.orders, (orders) => (replaceId === null ? undefined : orders.get(replaceId)));
  // Where the screen is too narrow for both, one of the two is shown.
  const [pane, setPane] = useState<Pane>(query.has('ticket') ? 'ticket' : 'orders');
  const closeDrawer = useCallback(() => setQuery('order', null), []);

  // A slash goes to the instrument from anywhere but a field, as in most trading screens.
  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.target instanceof HTMLInputElement || document.querySelector('dialog[open]')) return;
      event.preventDefault();
      setPane('ticket');
      const focus = () => document.querySelector<HTMLInputElement>('[data-testid="ticket-symbol"]')?.focus();
      // At once, so that the next key is not lost; and once more where the ticket only now comes into sight.
      focus();
      requestAnimationFrame(focus);
    };
    document.addEventListener('keydown', slash);
    return () => document.removeEventListener('keydown', slash);
  }, []);

  return (
    <div className={`trading show-${pane} ${orderId ? 'with-drawer' : ''}`}>
      <h1 className="visually-hidden">Trading</h1>
      <div className="pane-switch">
        <Segments<Pane> label="Part shown" value={pane} onChange={setPane}
          options={[{ value: 'orders', label: 'Orders' }, { value: 'ticket', label: 'Ticket' }, { value: 'watch', label: 'Watch', testId: 'pane-watch' }]} />
      </div>
      <div className="trading-main">
        <Blotter />
        <WatchList />
      </div>
      <div className="trading-side">
        <QuotePanel />
        <Ticket />
      </div>
      {orderId && <OrderDrawer key={orderId} id={orderId} onClose={closeDrawer} />}
      {replaced && <ReplaceDialog key={replaced.id} order={replaced} onClose={() => replacing.set(null)} />}
    </div>
  );
}
