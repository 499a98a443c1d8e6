using System.Reflection;

namespace Oms.Tws.Tests;

/// <summary>
/// Gives every property of a record a value of its own, so that two fields swapped on the wire cannot hide.
/// </summary>
internal static class Filler
{
    private static readonly Dictionary<string, object> Given = new()
    {
        ["SecType"] = "OPT",
        ["Right"] = "P",
        ["OrderType"] = "LMT",
        ["CompeteAgainstBestUpToMid"] = false,
        ["MessageId"] = 4711,
    };

    public static T Fill<T>() where T : class => (T)Fill(typeof(T));

    private static object Fill(Type type)
    {
        var next = 1000;
        return Fill(type, type.Name, ref next);
    }

    private static object Fill(Type type, string name, ref int next)
    {
        if (Given.TryGetValue(name, out var given)) return given;
        type = Nullable.GetUnderlyingType(type) ?? type;
        next++;
        if (type == typeof(string)) return $"{name}-{next}";
        if (type == typeof(int)) return next;
        if (type == typeof(long)) return (long)next;
        if (type == typeof(decimal)) return next + 0.25m;
        if (type == typeof(bool)) return true;
        if (type.IsGenericType) return FillList(type.GetGenericArguments()[0], name, ref next);
        return type.IsAbstract ? new OrderCondition.Time(true, $"{name}-{next}") : FillRecord(type, ref next);
    }

    private static object FillList(Type item, string name, ref int next)
    {
        var items = Array.CreateInstance(item, 2);
        for (var i = 0; i < items.Length; i++) items.SetValue(Fill(item, name, ref next), i);
        const BindingFlags hidden = BindingFlags.Instance | BindingFlags.NonPublic;
        return typeof(TwsList<>).MakeGenericType(item).GetConstructors(hidden).Single().Invoke([items]);
    }

    private static object FillRecord(Type type, ref int next)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var parameters = constructor.GetParameters();
        var arguments = new object[parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Fill(parameters[i].ParameterType, parameters[i].Name ?? "", ref next);
        var record = constructor.Invoke(arguments);
        var taken = parameters.Select(parameter => parameter.Name).ToHashSet();
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && !taken.Contains(p.Name)))
            property.SetValue(record, Fill(property.PropertyType, property.Name, ref next));
        return record;
    }
}
