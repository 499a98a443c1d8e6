// Who may sign in, the accounts, limits, switches and the link to the broker.

const all = ['DU123456', 'DU765432', 'U2468013'];
export const PASSWORD = 'demo-demo-demo';
export const users = {
  'admin@example.com': { name: 'Ada Admin', roles: ['Admin'], accounts: all },
  'trader@example.com': { name: 'Tom Trader', roles: ['Trader'], accounts: all },
  'risk@example.com': { name: 'Rita Risk', roles: ['RiskManager'], accounts: all },
  'viewer@example.com': { name: 'Vera Viewer', roles: ['Viewer'], accounts: ['DU123456'] },
};

export const accounts = [
  { account: 'DU123456', name: 'Paper, equities', firm: 'demo', currency: 'USD', mode: 'Paper' },
  { account: 'DU765432', name: 'Paper, Europe', firm: 'demo', currency: 'EUR', mode: 'Paper' },
  { account: 'U2468013', name: 'Main', firm: 'demo', currency: 'USD', mode: 'Live' },
];

export const limits = new Map(all.map((account) => [account, {
  account, maxOrderQty: '10000', maxNotional: '1000000', priceCollarPercent: '5', priceAgeMaxSeconds: '15', restricted: account === 'U2468013' ? ['TSLA'] : [], version: 3,
}]));

const off = () => ({ on: false, reason: null, by: null, at: null });
export const killSwitch = { firm: off(), accounts: all.map((account) => ({ account, ...off() })) };

export const broker = {
  state: 'Ready', since: new Date().toISOString(), host: '127.0.0.1', port: 7497, clientId: 1, serverVersion: 187, reason: null, attempts: 1,
};
