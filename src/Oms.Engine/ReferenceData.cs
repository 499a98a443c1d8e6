using System.Collections.Concurrent;
using Oms.Trading;
using Oms.Trading.Accounts;
using Oms.Trading.Instruments;

namespace Oms.Engine;

/// <summary>Accounts and instruments as journaled, to be read from any thread. Only the sequencer writes here, or in a process
/// without one whoever follows the journal.</summary>
public sealed class ReferenceData
{
    private readonly ConcurrentDictionary<AccountId, Account> _accounts = new();
    private readonly ConcurrentDictionary<Symbol, Instrument> _instruments = new();

    public ICollection<Account> Accounts => _accounts.Values;

    /// <summary>Whose accounts they are, by name.</summary>
    public IEnumerable<FirmId> Firms => _accounts.Values.Select(account => account.Firm).Distinct().OrderBy(firm => firm.Value, StringComparer.Ordinal);

    public ICollection<Instrument> Instruments => _instruments.Values;

    public Account? Find(AccountId id) => _accounts.GetValueOrDefault(id);

    public Instrument? Find(Symbol symbol) => _instruments.GetValueOrDefault(symbol);

    public void Apply(TradingEvent e)
    {
        if (e is AccountEvent.Opened opened) Put(opened.Account);
        else if (e is InstrumentEvent.Listed listed) Put(listed.Instrument);
    }

    public void Put(Account account) => _accounts[account.Id] = account;

    public void Put(Instrument instrument) => _instruments[instrument.Symbol] = instrument;
}
