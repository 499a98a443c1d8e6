import {
  CellStyleModule, ClientSideRowModelModule, GridStateModule, ModuleRegistry, RowStyleModule, type Module,
} from 'ag-grid-community';

/** Only what the grids use, so that the rest stays out of the bundle. */
const used: Module[] = [ClientSideRowModelModule, CellStyleModule, RowStyleModule, GridStateModule];

export async function registerGridModules(): Promise<void> {
  ModuleRegistry.registerModules(used);
  if (import.meta.env.DEV) {
    const { ValidationModule } = await import('ag-grid-community');
    ModuleRegistry.registerModules([ValidationModule]);
  }
}

void registerGridModules();
