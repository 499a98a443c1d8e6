using System.Text;
using Oms.Tws.Framing;
using Oms.Tws.Replies;
using Oms.Tws.Requests;

namespace Oms.Tws.Tests;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("150.0", "150")]
    [InlineData("0.10", "0.1")]
    [InlineData("-2.5", "-2.5")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("1.0E-4", "0.0001")]
    [InlineData("1e-05", "0.00001")]
    [InlineData("1.23456789E7", "12345678.9")]
    [InlineData("33.333333333333336", "33.333333333333336")]
    [InlineData("123456789012345678901.5", "123456789012345678901.5")]
    [InlineData("2147483648", "2147483648")]
    public void A_number_is_read_exactly_and_without_trailing_zeros(string text, string expected)
    {
        Assert.True(WireNumber.TryReadDecimal(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Equal(expected, value.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.7976931348623157E308")]
    [InlineData("1.7976931348623157E+308")]
    [InlineData("1.7976931348623157e+308")]
    [InlineData("2147483647")]
    [InlineData("9223372036854775807")]
    [InlineData("170141183460469231731687303715884105727")]
    [InlineData("NaN")]
    public void Every_way_to_say_unset_is_null(string text)
    {
        Assert.True(WireNumber.TryReadDecimal(Encoding.ASCII.GetBytes(text), out var value));
        Assert.Null(value);
    }

    [Theory]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData(" 1")]
    [InlineData("0x10")]
    [InlineData("1E300")]
    [InlineData("Infinity")]
    [InlineData("abc")]
    public void What_is_no_number_is_not_taken_for_one(string text) =>
        Assert.False(WireNumber.TryReadDecimal(Encoding.ASCII.GetBytes(text), out _));

    [Fact]
    public void The_largest_integer_is_a_price_but_no_quantity()
    {
        Assert.True(WireNumber.TryReadDouble("2147483647"u8, out var price));
        Assert.Equal(2147483647, price);
    }

    [Theory]
    [InlineData("150.00", "150.0", "150")]
    [InlineData("0", "0.0", "0")]
    [InlineData("-0.250", "-0.25", "-0.25")]
    [InlineData("1000000", "1000000.0", "1000000")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335.0", "79228162514264337593543950335")]
    public void A_number_is_written_as_a_double_or_as_a_quantity(string value, string asDouble, string asQuantity)
    {
        Span<byte> text = stackalloc byte[WireNumber.TextMax];
        Assert.Equal(asDouble, Encoding.ASCII.GetString(text[..WireNumber.Format(decimal.Parse(value), true, text)]));
        var length = WireNumber.Format(decimal.Parse(value), asDouble: false, text);
        Assert.Equal(asQuantity, Encoding.ASCII.GetString(text[..length]));
    }

    [Fact]
    public void Unset_prices_of_vendor_clients_become_null()
    {
        const string unset = "1.7976931348623157E+308";
        var fields = WorkedSession.PlaceOrder.Split('|');
        fields[17] = "170141183460469231731687303715884105727"; // totalQuantity
        for (var i = 91; i <= 95; i++) fields[i] = unset; // triggerPrice to adjustedTrailingAmount
        fields[109] = fields[110] = "2147483647"; // duration, postToAts

        var order = Assert.IsType<PlaceOrder>(Wire.Request(string.Join('|', fields))).Order;

        Assert.Equal(WorkedSession.Limit with { TotalQuantity = null }, order);
    }

    [Theory]
    [InlineData("Infinity")]
    [InlineData("Infinite")]
    public void Both_words_for_infinity_are_read_and_one_is_written(string word)
    {
        var best = WorkedSession.Limit with { OrderType = "PEG BEST", CompeteAgainstBestUpToMid = true };
        var text = Wire.Text(new PlaceOrder(1, WorkedSession.Apple, best));
        Assert.EndsWith("|Infinity|||", text);

        var read = Wire.Request(text.Replace("Infinity", word, StringComparison.Ordinal));

        Assert.Equal(best, Assert.IsType<PlaceOrder>(read).Order);
    }

    [Fact]
    public void An_order_of_no_client_has_the_id_0()
    {
        var text = WorkedSession.ExecDetails.Replace("11|-1|100|", "11|-1|2147483647|", StringComparison.Ordinal);
        Assert.Equal(0, Assert.IsType<ExecDetails>(Wire.Reply(text)).OrderId);
    }

    [Theory]
    [InlineData("7|3|5|")]
    [InlineData("7|3|5||||||||")]
    public void A_filter_left_out_is_a_filter_that_takes_all(string text) =>
        Assert.Equal(new ReqExecutions(5, new()), Wire.Request(text));

    [Fact]
    public void Letters_outside_ASCII_travel_escaped_and_arrive_whole()
    {
        var error = new ErrMsg(1, 201, "Zürich “no” 😀 \t end");
        var text = Wire.Text(error);
        Assert.Equal("4|2|1|201|Z\\u00fcrich \\u201cno\\u201d \\ud83d\\ude00 \t end||", text);
        Assert.Equal(error, Wire.Reply(text));
    }

    [Fact]
    public void A_NUL_in_a_text_cannot_break_the_frame() =>
        Assert.Equal("6|2|a\\u0000b|1|USD|DU1|", Wire.Text(new AcctValue("a\0b", "1", "USD", "DU1")));

    [Fact]
    public void A_bar_without_trades_says_so_by_minus_one()
    {
        var bar = new RealTimeBars(1, 1_700_000_000, 1, 2, 0.5m, 1.5m, Volume: null, Wap: null, Count: -1);
        Assert.Equal("50|3|1|1700000000|1.0|2.0|0.5|1.5|-1|-1|-1|", Wire.Text(bar));
        Assert.Equal(bar, Wire.Reply(Wire.Text(bar)));
    }
}
