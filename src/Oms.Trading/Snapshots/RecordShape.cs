using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Reflection;

namespace Oms.Trading.Snapshots;

/// <summary>How a value is written and read; made once for each type.</summary>
internal static class RecordShape<T>
{
    public static readonly Action<RecordWriter, T> Write = RecordShape.Writer<T>();
    public static readonly Func<RecordReader, T> Read = RecordShape.Reader<T>();
    public static readonly Func<T, T, bool> Same = RecordShape.Comparer<T>();
}

/// <summary>What a record holds, one property after the other.</summary>
internal static class RecordParts<T>
{
    public static readonly Action<RecordWriter, T> Write = RecordShape.PartsWriter<T>();
    public static readonly Func<RecordReader, T> Read = RecordShape.PartsReader<T>();
    public static readonly Func<T, T, bool> Same = RecordShape.PartsComparer<T>();
}

/// <summary>Makes the shapes out of the types.</summary>
internal static class RecordShape
{
    private static readonly Type[] Plain =
        [typeof(bool), typeof(byte), typeof(int), typeof(long), typeof(decimal), typeof(string), typeof(TimeSpan), typeof(Instant)];

    /// <summary>Writer and reader know these by themselves.</summary>
    public static bool IsPlain(Type type) => Plain.Contains(type);

    /// <summary>What an array or a nullable holds; null for other types.</summary>
    public static Type? ElementOf(Type type) => IsArray(type) ? type.GetGenericArguments()[0] : Nullable.GetUnderlyingType(type);

    /// <summary>All that makes a record what it is: its constructor's parameters and what else can be set.</summary>
    /// <exception cref="NotSupportedException">The type is no immutable record.</exception>
    public static PropertyInfo[] PropertiesOf(Type type)
    {
        var parameters = ConstructorOf(type)?.GetParameters() ?? [];
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite || parameters.Any(parameter => IsOf(parameter, property))).ToArray();
        var isRecord = !type.IsAbstract && parameters.All(parameter => properties.Any(property => IsOf(parameter, property)));
        return isRecord && properties.Length > 0
            ? properties
            : throw new NotSupportedException($"{type} is no record that a snapshot can keep; teach {nameof(RecordShape)} how");
    }

    public static Action<RecordWriter, T> Writer<T>() => Writer<T>((writer, value) => typeof(T) switch
    {
        var type when IsPlain(type) || type.IsEnum => WritePlain(writer, value),
        var type when IsArray(type) => Call(nameof(WriteArray), type.GetGenericArguments()[0], writer, value),
        var type when Nullable.GetUnderlyingType(type) is { } inner => Call(nameof(WriteNullable), inner, writer, value),
        { IsClass: true } type => Call(nameof(WriteRecord), type, writer, value),
        _ => WriteParts(writer, value),
    });

    public static Func<RecordReader, T> Reader<T>() => Reader<T>(reader => typeof(T) switch
    {
        var type when IsPlain(type) || type.IsEnum => ReadPlain(reader, type),
        var type when IsArray(type) => Call(nameof(ReadArray), type.GetGenericArguments()[0], reader),
        var type when Nullable.GetUnderlyingType(type) is { } inner => Call(nameof(ReadNullable), inner, reader),
        { IsClass: true } type => Call(nameof(ReadRecord), type, reader),
        var type => ReadParts(reader, type),
    });

    /// <summary>Whether two values are the same to the last bit: equal numbers of different scale are not.</summary>
    public static Func<T, T, bool> Comparer<T>() => Comparer<T>((one, two) => typeof(T) switch
    {
        var type when IsPlain(type) || type.IsEnum => ComparePlain(one, two),
        var type when IsArray(type) => Call(nameof(AreSameArrays), type.GetGenericArguments()[0], one, two),
        var type when Nullable.GetUnderlyingType(type) is { } inner => Call(nameof(AreSameNullables), inner, one, two),
        { IsClass: true } type => Call(nameof(AreSameRecords), type, one, two),
        _ => CompareParts(one, two),
    });

    public static Func<T, T, bool> PartsComparer<T>() => Comparer<T>(CompareParts);

    public static Action<RecordWriter, T> PartsWriter<T>() => Writer<T>(WriteParts);

    public static Func<RecordReader, T> PartsReader<T>() => Reader<T>(reader => ReadParts(reader, typeof(T)));

    private static Action<RecordWriter, T> Writer<T>(Func<Expression, Expression, Expression> write)
    {
        var (writer, value) = (Expression.Parameter(typeof(RecordWriter)), Expression.Parameter(typeof(T)));
        return Expression.Lambda<Action<RecordWriter, T>>(write(writer, value), writer, value).Compile();
    }

    private static Func<RecordReader, T> Reader<T>(Func<Expression, Expression> read)
    {
        var reader = Expression.Parameter(typeof(RecordReader));
        return Expression.Lambda<Func<RecordReader, T>>(read(reader), reader).Compile();
    }

    private static Func<T, T, bool> Comparer<T>(Func<Expression, Expression, Expression> compare)
    {
        var (one, two) = (Expression.Parameter(typeof(T)), Expression.Parameter(typeof(T)));
        return Expression.Lambda<Func<T, T, bool>>(compare(one, two), one, two).Compile();
    }

    private static Expression CompareParts(Expression one, Expression two) => PropertiesOf(one.Type)
        .Select(property => Call(nameof(AreSame), property.PropertyType, Expression.Property(one, property), Expression.Property(two, property)))
        .Aggregate<Expression>(Expression.AndAlso);

    private static Expression ComparePlain(Expression one, Expression two) => one.Type == typeof(decimal)
        ? Expression.Call(typeof(RecordShape), nameof(AreSameBits), null, one, two)
        : Expression.Equal(one, two);

    private static BlockExpression WriteParts(Expression writer, Expression record) =>
        Expression.Block(typeof(void), PropertiesOf(record.Type).Select(property => Expression.Property(record, property)).Select(part =>
            IsPlain(part.Type) || part.Type.IsEnum ? WritePlain(writer, part) : Call(nameof(WriteShape), part.Type, writer, part)));

    private static BlockExpression ReadParts(Expression reader, Type type)
    {
        var properties = PropertiesOf(type);
        var parts = properties.ToDictionary(property => property, property => Expression.Variable(property.PropertyType));
        var parameters = ConstructorOf(type)?.GetParameters() ?? [];
        var arguments = parameters.Select(parameter => parts[properties.Single(property => IsOf(parameter, property))]);
        var made = ConstructorOf(type) is { } constructor ? Expression.New(constructor, arguments) : Expression.New(type);
        var rest = properties.Where(property => !parameters.Any(parameter => IsOf(parameter, property)));
        return Expression.Block(type, parts.Values,
        [
            .. properties.Select(property => Expression.Assign(parts[property], Read(property.PropertyType))),
            Expression.MemberInit(made, rest.Select(property => Expression.Bind(property, parts[property]))),
        ]);

        Expression Read(Type part) => IsPlain(part) || part.IsEnum ? ReadPlain(reader, part) : Call(nameof(ReadShape), part, reader);
    }

    private static Expression WritePlain(Expression writer, Expression value) => Expression.Call(
        writer, nameof(RecordWriter.Write), null, value.Type.IsEnum ? Expression.Convert(value, typeof(int)) : value);

    private static Expression ReadPlain(Expression reader, Type type) => type.IsEnum
        ? Expression.Convert(Expression.Call(reader, nameof(RecordReader.ReadInt32), null), type)
        : Expression.Call(reader, $"Read{type.Name}", null);

    private static MethodCallExpression Call(string method, Type type, params Expression[] arguments) =>
        Expression.Call(typeof(RecordShape), method, [type], arguments);

    private static bool IsArray(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    // The primary constructor: the one that copies a record is not public.
    private static ConstructorInfo? ConstructorOf(Type type) => type.GetConstructors().MaxBy(made => made.GetParameters().Length);

    private static bool IsOf(ParameterInfo parameter, PropertyInfo property) =>
        parameter.ParameterType == property.PropertyType && string.Equals(parameter.Name, property.Name, StringComparison.OrdinalIgnoreCase);

    private static void WriteShape<T>(RecordWriter writer, T value) => RecordShape<T>.Write(writer, value);

    private static T ReadShape<T>(RecordReader reader) => RecordShape<T>.Read(reader);

    private static void WriteRecord<T>(RecordWriter writer, T? record) where T : class
    {
        if (writer.IsToldBy(record) || record is null) return;
        RecordParts<T>.Write(writer, record);
        writer.Remember(record);
    }

    private static T? ReadRecord<T>(RecordReader reader) where T : class =>
        reader.IsToldBy<T>(out var told) ? told : reader.Remember(RecordParts<T>.Read(reader));

    private static bool AreSame<T>(T one, T two) => RecordShape<T>.Same(one, two);

    private static bool AreSameBits(decimal one, decimal two) => one == two && one.Scale == two.Scale && decimal.IsNegative(one) == decimal.IsNegative(two);

    private static bool AreSameRecords<T>(T? one, T? two) where T : class =>
        ReferenceEquals(one, two) || one is not null && two is not null && RecordParts<T>.Same(one, two);

    private static bool AreSameNullables<T>(T? one, T? two) where T : struct =>
        one.HasValue == two.HasValue && (!one.HasValue || RecordShape<T>.Same(one.Value, two.GetValueOrDefault()));

    private static bool AreSameArrays<T>(ImmutableArray<T> one, ImmutableArray<T> two)
    {
        if (one == two) return true;
        if (one.IsDefault || two.IsDefault || one.Length != two.Length) return false;
        for (var i = 0; i < one.Length; i++)
            if (!RecordShape<T>.Same(one[i], two[i])) return false;
        return true;
    }

    private static void WriteNullable<T>(RecordWriter writer, T? value) where T : struct
    {
        writer.Write(value.HasValue);
        if (value.HasValue) RecordShape<T>.Write(writer, value.Value);
    }

    private static T? ReadNullable<T>(RecordReader reader) where T : struct => reader.ReadBoolean() ? RecordShape<T>.Read(reader) : null;

    private static void WriteArray<T>(RecordWriter writer, ImmutableArray<T> items)
    {
        writer.Write(items.IsDefault ? -1 : items.Length);
        if (items.IsDefault) return;
        if (items is ImmutableArray<byte> bytes)
        {
            writer.Write(bytes.AsSpan());
            return;
        }

        foreach (var item in items) RecordShape<T>.Write(writer, item);
    }

    private static ImmutableArray<T> ReadArray<T>(RecordReader reader)
    {
        const int TrustedMax = 1 << 16; // A count that lies meets the end of the bytes before it has taken all memory.
        var count = reader.ReadInt32();
        if (count < 0) return default;
        if (typeof(T) == typeof(byte)) return (ImmutableArray<T>)(object)reader.ReadBytes(count);
        var items = ImmutableArray.CreateBuilder<T>(Math.Min(count, TrustedMax));
        for (var i = 0; i < count; i++) items.Add(RecordShape<T>.Read(reader));
        return items.DrainToImmutable();
    }
}
