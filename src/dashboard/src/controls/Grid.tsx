import type { CellKeyDownEvent, ColDef, GridState, PostSortRowsParams, RowClickedEvent, StateUpdatedEvent } from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { gridTheme } from '../theme/gridTheme';
import './gridModules';

interface Props<T> {
  label: string;
  rows: readonly T[];
  columns: ColDef<T>[];
  idOf: (row: T) => string;
  /** Under this name the columns' order, widths and sorting are remembered on this machine. */
  stateKey: string;
  rowClass?: (row: T) => string;
  onOpen?: (row: T) => void;
  /** Puts rows that belong together side by side, after any sorting. */
  gather?: (rows: readonly T[]) => readonly T[];
  empty: ReactNode;
  testId?: string;
}

const SORTABLE: ColDef = { sortable: true, resizable: true, suppressHeaderMenuButton: true, minWidth: 60 };

/** AG Grid in the clothes and manners of this program. */
export function Grid<T>({ label, rows, columns, idOf, stateKey, rowClass, onOpen, gather, empty, testId }: Props<T>) {
  const [initialState] = useState(() => readState(stateKey));
  const remember = useCallback((event: StateUpdatedEvent) => writeState(stateKey, event.state), [stateKey]);
  const getRowId = useCallback((row: { data: T }) => idOf(row.data), [idOf]);
  const getRowClass = useMemo(
    () => rowClass && ((row: { data: T | undefined }) => (row.data ? rowClass(row.data) : '')), [rowClass]);
  const postSortRows = useMemo(() => gather && (({ nodes }: PostSortRowsParams<T>) => {
    const byRow = new Map(nodes.map((node) => [node.data as T, node]));
    const sorted = gather(nodes.map((node) => node.data as T));
    // The grid wants its own array put in order.
    nodes.splice(0, nodes.length, ...sorted.flatMap((row) => byRow.get(row) ?? []));
  }), [gather]);
  const open = useCallback((event: RowClickedEvent<T> | CellKeyDownEvent<T>) => {
    const target = event.event?.target as HTMLElement | null;
    if (event.event instanceof KeyboardEvent && event.event.key !== 'Enter') return;
    if (!event.data || target?.closest('button, a')) return;
    onOpen?.(event.data);
  }, [onOpen]);

  return (
    <div className="grid-box" data-testid={testId} role="region" aria-label={label}>
      <AgGridReact<T>
        theme={gridTheme}
        rowData={rows as T[]}
        columnDefs={columns}
        defaultColDef={SORTABLE as ColDef<T>}
        getRowId={getRowId}
        getRowClass={getRowClass}
        postSortRows={postSortRows}
        initialState={initialState}
        onStateUpdated={remember}
        onRowClicked={onOpen ? open : undefined}
        onCellKeyDown={onOpen ? (event) => open(event as CellKeyDownEvent<T>) : undefined}
        suppressNoRowsOverlay
        suppressDragLeaveHidesColumns
        animateRows={false}
      />
      {rows.length === 0 && <div className="grid-empty">{empty}</div>}
    </div>
  );
}

function readState(key: string): GridState | undefined {
  try {
    return JSON.parse(localStorage.getItem(`oms.grid.${key}`) ?? 'null') as GridState | null ?? undefined;
  } catch {
    return undefined;
  }
}

function writeState(key: string, state: GridState): void {
  const { columnOrder, columnSizing, columnVisibility, sort, version } = state;
  localStorage.setItem(`oms.grid.${key}`, JSON.stringify({ version, columnOrder, columnSizing, columnVisibility, sort }));
}
