import { useMemo, useState } from 'react';
import type { Order } from '../api/types';
import { Grid } from '../controls/Grid';
import { isPhone, phoneColumns } from '../controls/phone';
import { Segments } from '../controls/Segments';
import { Empty } from '../controls/States';
import { sayError } from '../controls/toasts';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { chosenAccount } from '../shell/chosenAccount';
import { canTrade } from '../shell/permissions';
import { setQuery, usePlace } from '../shell/router';
import { chooseSymbol, draft } from '../ticket/draft';
import { isInDoubt, needsAttention } from './attention';
import { blotterColumns } from './blotterColumns';
import { CancelAll } from './CancelAll';
import { counts, select, type View } from './blotterView';
import { gathered } from './lists';
import { looked } from './looked';

const idOf = (order: Order) => order.id;
const rowClass = (order: Order) => [
  isInDoubt(order) ? 'row-in-doubt' : needsAttention(order) ? 'row-anomaly' : order.isOpen ? '' : 'row-closed', order.listId ? 'row-list' : '',
].filter(Boolean).join(' ');
const together = (orders: readonly Order[]) => gathered(orders, (order) => order);

const FIRST = ['symbol', 'side', 'orderQty', 'ordStatus', 'price'];

/** Shows the order, and its market too, unless an order is being written: its instrument must not change under the hand. */
function open(order: Order) {
  setQuery('order', order.id);
  if (draft.get().orderQty === '') chooseSymbol(order.symbol);
}

export function Blotter() {
  const desk = useDesk();
  const orders = useStore(desk.orders);
  const account = useStore(chosenAccount);
  const older = useStore(desk.olderOrders);
  const asked = usePlace().query.get('view');
  const [chosenView, setView] = useState<View>('open');
  const view = asked === 'attention' ? asked : chosenView;
  const seen = useStore(looked);
  const [text, setText] = useState('');
  const [cancelingAll, setCancelingAll] = useState(false);
  const [reading, setReading] = useState(false);
  const here = useMemo(
    () => [...orders.values()].filter((order) => account === null || order.account === account), [orders, account]);
  // What was looked at leaves the view of what needs attention.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const rows = useMemo(() => select(here, view, text), [here, view, text, seen]);
  const count = useMemo(() => counts(here), [here]);
  const trader = canTrade(desk.me);
  const columns = useMemo(() => {
    if (isPhone()) return phoneColumns(blotterColumns, FIRST);
    return trader ? blotterColumns : blotterColumns.filter((column) => column.colId !== 'actions');
  }, [trader]);
  const troubled = here.filter(needsAttention).length;

  async function readOlder() {
    setReading(true);
    await desk.readOlderOrders().catch(sayError);
    setReading(false);
  }

  return (
    <section className="panel grid-panel blotter" aria-label="Orders">
      <header>
        <Segments<View> label="Orders shown" value={view} onChange={(next) => { setQuery('view', null); setView(next); }} options={[
          { value: 'open', label: `Open ${count.open}`, testId: 'filter-open' },
          { value: 'all', label: 'All', testId: 'filter-all' },
          { value: 'closed', label: 'Closed', testId: 'filter-closed' },
          ...(troubled > 0 || view === 'attention'
            ? [{ value: 'attention' as const, label: `Attention ${troubled}`, className: 'warn-text', testId: 'filter-attention' }] : []),
        ]} />
        <input className="input blotter-search" type="search" placeholder="Filter: symbol, id, status" aria-label="Filter orders"
          data-testid="blotter-filter" value={text} onChange={(event) => setText(event.target.value)} />
        <span className="grow" />
        {trader && (
          <button type="button" className="button danger-outline" disabled={count.open === 0} data-testid="cancel-all"
            onClick={() => setCancelingAll(true)}>Cancel all</button>
        )}
      </header>
      <Grid label="Orders" rows={rows} columns={columns} idOf={idOf} rowClass={rowClass} stateKey={isPhone() ? 'blotter.phone.2' : 'blotter.2'} testId="blotter"
        onOpen={open} gather={together}
        empty={text
          ? <Empty title="No order matches the filter"><button type="button" className="button small" onClick={() => setText('')}>Clear the filter</button></Empty>
          : <Empty title={view === 'open' ? 'No open orders' : 'No orders'}>Orders appear here the moment they are accepted.</Empty>} />
      {older !== null && view !== 'open' && (
        <footer className="grid-foot">
          <span className="faint">{here.length} orders read.</span>
          <button type="button" className="button small" disabled={reading} onClick={() => void readOlder()}>
            {reading ? 'Reading…' : 'Read older orders'}
          </button>
        </footer>
      )}
      {cancelingAll && <CancelAll orders={here.filter((order) => order.isOpen)} onClose={() => setCancelingAll(false)} />}
    </section>
  );
}
