using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Worker.Servicing.Settings;

/// <summary>The configuration key of a property where that is not its own name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyNameAttribute(string name) : Attribute
{
    public string Name => name;
}

[AttributeUsage(AttributeTargets.Property)]
public sealed class NoKeyAttribute : Attribute;

/// <summary>A property whose own properties have their keys in the section of the property itself.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class InlineAttribute : Attribute;

/// <summary>A value that no error text and no log may show.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;

/// <summary>The name of a section of which there are many, like a channel's: the last part of its path, in lower case.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SectionNameAttribute(string pattern, string refusal) : RegularExpressionAttribute(pattern)
{
    public string Refusal => refusal;
}

/// <summary>A length of time, given as a number of units. The unit ends its key: <c>TimeoutSeconds</c>.</summary>
/// <param name="unit"><c>Seconds</c>, <c>Minutes</c>, <c>Hours</c> or <c>Days</c>.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class DurationAttribute(string unit, double least, double most) : RangeAttribute(least, most)
{
    public string Unit => unit;

    public TimeSpan Length => unit switch
    {
        "Seconds" => TimeSpan.FromSeconds(1),
        "Minutes" => TimeSpan.FromMinutes(1),
        "Hours" => TimeSpan.FromHours(1),
        "Days" => TimeSpan.FromDays(1),
        _ => throw new InvalidOperationException($"'{unit}' is no unit of time."),
    };
}

/// <summary>Amounts by currency code: minor units here, major units in configuration.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AmountsAttribute : Attribute
{
    public bool AllowsZero { get; init; }
}

/// <summary>What a value may be, to end an error text.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AllowedAttribute(string text, string? check = null) : ValidationAttribute
{
    public string Text => text;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        ArgumentNullException.ThrowIfNull(validationContext);
        bool isAllowed = value is null || check is null || (bool)validationContext.ObjectType
            .GetMethod(check, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .Invoke(null, [value])!;
        return isAllowed ? ValidationResult.Success : new ValidationResult(text, [validationContext.MemberName!]);
    }
}
