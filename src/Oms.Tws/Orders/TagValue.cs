using Oms.Tws.Framing;

namespace Oms.Tws;

/// <summary>A named text: a parameter of an algorithm, of smart combo routing, or a security id.</summary>
public sealed record TagValue(string Tag, string Value)
{
    internal static TagValue Read(ref FieldReader fields) => new(fields.ReadText("tag"), fields.ReadText("value"));

    internal static void WriteAll(FieldWriter fields, TwsList<TagValue> tags)
    {
        fields.WriteInt(tags.Count);
        foreach (var tag in tags)
        {
            fields.WriteText(tag.Tag);
            fields.WriteText(tag.Value);
        }
    }
}
