import type { ColDef, ICellRendererParams } from 'ag-grid-community';
import { useMemo, useState } from 'react';
import type { Execution } from '../api/types';
import { amount } from '../controls/columns';
import { Grid } from '../controls/Grid';
import { isPhone, phoneColumns } from '../controls/phone';
import { Empty } from '../controls/States';
import { sayError } from '../controls/toasts';
import { useDesk } from '../desk/context';
import { useStore } from '../desk/store';
import { UNKNOWN, formatMoney, formatPrice, formatQty } from '../money/format';
import { formatExact, formatInstant } from '../money/time';
import { chosenAccount } from '../shell/chosenAccount';
import { go } from '../shell/router';

type Cell = ICellRendererParams<Execution>;
const idOf = (execution: Execution) => execution.execId;

const columns: ColDef<Execution>[] = [
  {
    field: 'transactTime', headerName: 'Time', width: 150, sort: 'desc',
    cellRenderer: ({ data }: Cell) => data && <span title={formatExact(data.transactTime)}>{formatInstant(data.transactTime)}</span>,
  },
  { field: 'symbol', headerName: 'Symbol', width: 90, cellClass: 'strong' },
  {
    field: 'side', headerName: 'Side', width: 66,
    cellRenderer: ({ data }: Cell) => data && <span className={data.side === 'Buy' ? 'gain' : 'loss'}>{data.side}</span>,
  },
  amount<Execution>('lastQty', 'Quantity', formatQty),
  amount<Execution>('lastPx', 'Price', formatPrice, { width: 104 }),
  amount<Execution>('commission', 'Commission', formatMoney, {
    width: 116,
    // The broker reports commissions later than fills; until then the amount is unknown, not zero.
    valueFormatter: ({ data }) => data?.commission == null ? 'not yet' : `${formatMoney(data.commission)} ${data.commissionCurrency ?? ''}`,
    cellClass: ({ data }) => `ag-right-aligned-cell ${data?.commission == null ? 'faint' : ''}`,
  }),
  { field: 'exchange', headerName: 'Exchange', width: 100, cellClass: 'dim', valueFormatter: ({ value }) => (value as string | null) ?? UNKNOWN },
  { field: 'account', headerName: 'Account', width: 110, cellClass: 'dim' },
  { field: 'clOrdId', headerName: 'ClOrdId', width: 200, cellClass: 'dim mono' },
  { field: 'execId', headerName: 'ExecId', minWidth: 200, flex: 1, cellClass: 'dim mono' },
];

const FIRST = ['symbol', 'side', 'lastQty', 'lastPx', 'transactTime'];
const PHONE = phoneColumns(columns, FIRST);

export function ExecutionsPage() {
  const desk = useDesk();
  const executions = useStore(desk.executions);
  const account = useStore(chosenAccount);
  const older = useStore(desk.olderExecutions);
  const [text, setText] = useState('');
  const [reading, setReading] = useState(false);
  const rows = useMemo(() => {
    const word = text.trim().toLowerCase();
    return [...executions.values()].filter((execution) =>
      (account === null || execution.account === account) &&
      `${execution.symbol} ${execution.side} ${execution.clOrdId} ${execution.execId}`.toLowerCase().includes(word));
  }, [executions, account, text]);

  async function readOlder() {
    setReading(true);
    await desk.readOlderExecutions().catch(sayError);
    setReading(false);
  }

  return (
    <div className="full-page">
      <div className="page-head">
        <h1>Executions</h1>
        <input className="input" style={{ width: 240 }} type="search" placeholder="Filter: symbol, id" aria-label="Filter executions"
          value={text} onChange={(event) => setText(event.target.value)} />
        <span className="dim">{rows.length} shown</span>
      </div>
      <section className="panel grid-panel">
        <Grid label="Executions" rows={rows} columns={isPhone() ? PHONE : columns} idOf={idOf}
          stateKey={isPhone() ? 'executions.phone.1' : 'executions.1'} testId="executions"
          onOpen={(execution) => go('/trading', { order: execution.orderId })}
          empty={<Empty title={text ? 'No execution matches the filter' : 'No executions yet'}>Each fill is listed once, by its ExecId.</Empty>} />
        {older !== null && (
          <footer className="grid-foot">
            <span className="faint">Older executions are not read yet.</span>
            <button type="button" className="button small" disabled={reading} onClick={() => void readOlder()}>
              {reading ? 'Reading…' : 'Read older executions'}
            </button>
          </footer>
        )}
      </section>
    </div>
  );
}
