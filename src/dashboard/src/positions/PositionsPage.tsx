import type { ColDef } from 'ag-grid-community';
import { useEffect, useMemo, useState } from 'react';
import type { Position } from '../api/types';
import { Grid } from '../controls/Grid';
import { isPhone, phoneColumns } from '../controls/phone';
import { Empty, Failure } from '../controls/States';
import { useDesk } from '../desk/context';
import { positionKey } from '../desk/merge';
import { useStore } from '../desk/store';
import { signOf } from '../money/format';
import { chosenAccount } from '../shell/chosenAccount';
import { canTrade } from '../shell/permissions';
import { fillClosing } from './closing';
import { positionColumns } from './positionColumns';
import { Totals } from './Totals';
import './positions.css';

/** The stream tells of fills; marks are read again at this pace while the page is looked at. */
const MARK_EVERY_MS = 5000;

const close: ColDef<Position> = {
  colId: 'close', headerName: '', pinned: 'right', width: 84, sortable: false, resizable: false, lockPosition: 'right',
  cellRenderer: ({ data }: { data?: Position }) => data && signOf(data.quantity) !== 0 && (
    <button type="button" className="button small" aria-label={`Close ${data.symbol} in ${data.account}`} data-testid="position-close"
      onClick={() => fillClosing(data)}>Close…</button>
  ),
};

const FIRST = ['symbol', 'quantity', 'unrealizedPnl', 'marketPrice', 'marketPriceAt'];

export function PositionsPage() {
  const desk = useDesk();
  const positions = useStore(desk.positions);
  const account = useStore(chosenAccount);
  const [flat, setFlat] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const trader = canTrade(desk.me);
  const here = useMemo(
    () => [...positions.values()].filter((position) => account === null || position.account === account), [positions, account]);
  const rows = useMemo(() => here.filter((position) => flat || signOf(position.quantity) !== 0), [here, flat]);
  const columns = useMemo(() => {
    const all = trader ? [...positionColumns, close] : positionColumns;
    return isPhone() ? phoneColumns(all, FIRST) : all;
  }, [trader]);

  useEffect(() => {
    const read = () => {
      if (document.hidden) return;
      desk.readPositions().then(() => setError(null), setError);
    };
    read();
    const timer = setInterval(read, MARK_EVERY_MS);
    return () => clearInterval(timer);
  }, [desk]);

  return (
    <div className="full-page">
      <div className="page-head">
        <h1>Positions</h1>
        <label className="row dim">
          <input type="checkbox" checked={flat} onChange={(event) => setFlat(event.target.checked)} /> Show closed positions
        </label>
        {error !== null && <Failure error={error} />}
      </div>
      <Totals positions={here} />
      <section className="panel grid-panel">
        <Grid label="Positions" rows={rows} columns={columns} idOf={positionKey} stateKey={isPhone() ? 'positions.phone.1' : 'positions.1'} testId="positions"
          onOpen={trader ? fillClosing : undefined}
          empty={<Empty title="No open positions">Fills move positions here as they are booked.</Empty>} />
      </section>
    </div>
  );
}
