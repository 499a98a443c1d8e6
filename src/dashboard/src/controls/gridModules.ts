import {
  CellStyleModule, ClientSideRowModelModule, ColumnAutoSizeModule, GridStateModule, HighlightChangesModule, ModuleRegistry,
  RowStyleModule, ScrollApiModule, type Module,
} from 'ag-grid-community';

/** Only what the grids use, so that the rest stays out of the bundle. */
const used: Module[] = [
  ClientSideRowModelModule, CellStyleModule, RowStyleModule, ColumnAutoSizeModule, GridStateModule, HighlightChangesModule,
  ScrollApiModule,
];

export async function registerGridModules(): Promise<void> {
  ModuleRegistry.registerModules(used);
  if (import.meta.env.DEV) {
    const { ValidationModule } = await import('ag-grid-community');
    ModuleRegistry.registerModules([ValidationModule]);
  }
}

void registerGridModules();
