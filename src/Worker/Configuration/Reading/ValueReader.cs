using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;
using Worker.Servicing.Calendar;
using Worker.Servicing.Ledger;
using Worker.Servicing.Messages;
using Worker.Servicing.Settings;

namespace Worker.Configuration.Reading;

/// <summary>
/// Reads the text of a key into the value of a property: by its type, and by the attributes of
/// <see cref="System.ComponentModel.DataAnnotations"/> on it. Numbers have a dot and no grouping, whatever the machine's language.
/// </summary>
internal sealed class ValueReader
{
    private const string Zone = "the name of a time zone that this machine knows, like Asia/Shanghai";

    /// <summary>How the text of a type is read, null when it can't be, and what it may be.</summary>
    private static readonly Dictionary<Type, (Func<string, object?> Read, string Allowed)> Types = new()
    {
        [typeof(string)] = (text => string.IsNullOrWhiteSpace(text) || text.Any(char.IsControl) ? null : text, "a text on one line"),
        [typeof(bool)] = (text => bool.TryParse(text, out bool value) ? value : null, "true or false"),
        [typeof(int)] = (text => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null, "a whole number"),
        [typeof(decimal)] = (text => Number(text), "a number"),
        [typeof(double)] = (text => (double?)Number(text), "a number"),
        [typeof(DateOnly)] = (
            text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly value) ? value : null,
            "a date like 2026-01-01"),
        [typeof(Uri)] = (text => Uri.TryCreate(text, UriKind.Absolute, out Uri? value) ? value : null, "an address"),
        [typeof(IPNetwork)] = (text => Network(text), "an address or a network"),
        [typeof(BusinessZone)] = (text => BusinessZone.TryFind(text, out BusinessZone? value) ? value : null, Zone),
        [typeof(TimeZoneInfo)] = (text => BusinessZone.TryFind(text, out BusinessZone? value) ? value.Zone : null, Zone),
        [typeof(DailyHours)] = (
            text => DailyHours.TryParse(text, out DailyHours value, out _) ? value : null,
            "two different times like 07:00-22:00; 00:00-24:00 is the whole day"),
        [typeof(QuietHours)] = (text => Quiet(text), "two different times"),
        [typeof(DailySchedule)] = (text => DailySchedule.TryParse(text, out DailySchedule? value, out _) ? value : null, DailySchedule.Allowed),
        [typeof(AllocationOrder)] = (text => AllocationOrder.TryParse(text, out AllocationOrder? value) ? value : null, "an order"),
    };

    private static readonly NullabilityInfoContext Nullability = new();
    private readonly PropertyInfo property;
    private readonly Type type;
    private readonly Type? element;
    private readonly DurationAttribute? duration;
    private readonly bool isOptional;

    public ValueReader(PropertyInfo property, object section, DurationAttribute? duration = null)
    {
        this.property = property;
        this.duration = duration;
        element = ElementOf(property.PropertyType);
        type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;

        // What has nothing for a default may be set back to it.
        isOptional = element is null
            && (Nullability.Create(property).WriteState == NullabilityState.Nullable || property.GetValue(section) is "");
        HidesValue = property.IsDefined(typeof(SecretAttribute));
        Allowed = duration is null && property.GetCustomAttribute<AllowedAttribute>() is { } allowed ? allowed.Text : AllowedByType();
    }

    /// <summary>What the value may be, to end an error text.</summary>
    public string Allowed { get; }

    public bool HidesValue { get; }

    /// <summary>Whether the value may be given as a list as well as a text with commas.</summary>
    public bool TakesList => element is not null || type == typeof(DailySchedule) || type == typeof(AllocationOrder);

    /// <summary>Whether a property is one value, rather than a section or many.</summary>
    public static bool IsValue(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is var one
        && (one.IsEnum || one == typeof(TimeSpan) || Types.ContainsKey(one) || (ElementOf(one) is { } element && Types.ContainsKey(element)));

    /// <summary>The type of the items of a list or set; null for any other type.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) || type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>))
            ? type.GenericTypeArguments[0]
            : null;

    public bool TryRead(string text, object section, out object? value)
    {
        value = null;
        if (isOptional && (type == typeof(int) ? IsNone(text) : text.Length == 0))
        {
            value = property.GetValue(section) is "" ? "" : null;
            return true;
        }

        if (duration is not null)
        {
            value = Number(text) is { } number && duration.IsValid((double)number) ? (double)number * duration.Length : null;
            return value is not null;
        }

        value = element is null ? ReadOne(type, text) : ReadMany(element, text);
        return value is not null
            && Validator.TryValidateValue(value, new ValidationContext(section) { MemberName = property.Name }, null, Rules());
    }

    /// <summary>A text that is empty or says <c>none</c>.</summary>
    public static bool IsNone(string text) => text.Length == 0 || text.Equals("none", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<ValidationAttribute> Rules() =>
        property.GetCustomAttributes<ValidationAttribute>().Where(rule => rule is not RequiredAttribute);

    private object? ReadMany(Type element, string text)
    {
        string[] parts = IsNone(text) ? [] : text.Split(',', StringSplitOptions.TrimEntries);
        var items = (System.Collections.IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        foreach (object? item in parts.Select(part => ReadOne(element, part)))
        {
            if (item is null)
            {
                return null;
            }

            items.Add(item);
        }

        return type.GetGenericTypeDefinition() == typeof(IReadOnlySet<>)
            ? Activator.CreateInstance(typeof(HashSet<>).MakeGenericType(element), items)
            : items;
    }

    // The numbers of an enumeration are no names.
    private static object? ReadOne(Type type, string text) =>
        !type.IsEnum ? Types[type].Read(text)
        : Array.Find(Enum.GetNames(type), name => name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name)
        : null;

    private string AllowedByType()
    {
        if (type.IsEnum)
        {
            return string.Join(" or ", Enum.GetNames(type));
        }

        string kind = type == typeof(TimeSpan) ? "a number" : Types[element ?? type].Allowed;
        RangeAttribute? range = duration ?? property.GetCustomAttribute<RangeAttribute>();
        return (range is null ? kind : string.Create(CultureInfo.InvariantCulture, $"{kind} from {range.Minimum} to {range.Maximum}"))
            + (isOptional ? (type == typeof(string) ? ", or nothing" : ", or none") : type == typeof(string) ? ", not empty" : "");
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal value) ? value : null;

    // The whole day would hold every message back for ever.
    private static QuietHours? Quiet(string text) =>
        IsNone(text) ? new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue)
        : DailyHours.TryParse(text, out DailyHours hours, out _) && hours.From != hours.To ? new QuietHours(hours.From, hours.To)
        : null;

    private static IPNetwork? Network(string text)
    {
        if (!text.Contains(':', StringComparison.Ordinal) && text.Count(letter => letter == '.') != 3)
        {
            return null;
        }

        return IPNetwork.TryParse(text, out IPNetwork network) ? network
            : IPAddress.TryParse(text, out IPAddress? address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
    }
}
