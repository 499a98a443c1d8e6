import type { ColDef } from 'ag-grid-community';

/** Whether the screen is too narrow for grids with all their columns. */
export function isPhone(): boolean {
  return matchMedia('(max-width: 560px)').matches;
}

/** The columns with the named ones in front and without the pinned ones, whose deeds a touch of the row offers as well. */
export function phoneColumns<T>(columns: readonly ColDef<T>[], first: readonly string[]): ColDef<T>[] {
  const place = (column: ColDef<T>) => {
    const named = first.indexOf(column.field ?? '');
    return named < 0 ? first.length : named;
  };
  return columns.filter((column) => !column.pinned).sort((a, b) => place(a) - place(b));
}
