using System.Collections;
using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Worker.Servicing.Calendar;
using Worker.Servicing.Currencies;
using Worker.Servicing.Jobs;
using Worker.Servicing.Settings;

namespace Worker.Configuration.Reading;

/// <summary>
/// Sets the properties of settings classes from configuration. The framework's own binder stops at the first value it can't
/// convert, adds to a default list instead of taking its place, and forgets the text that stood there; here a value that is
/// not allowed becomes an error, its default stays, and reading goes on, so that all errors are found at once.
/// </summary>
internal sealed class SettingsBinder(IConfiguration configuration, Findings findings)
{
    private readonly Dictionary<string, (object Section, PropertyInfo Property)> notGiven = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every section that was read, with its path, in order.</summary>
    public List<(object Section, string Path)> Bound { get; } = [];

    /// <summary>The properties of a class that are configured, by the name of their key.</summary>
    public static IEnumerable<(string Key, PropertyInfo Property)> KeysOf(Type type) => type.GetProperties()
        .Where(property => property.SetMethod is not null && !property.IsDefined(typeof(NoKeyAttribute)) && !property.IsDefined(typeof(SectionNameAttribute)))
        .Select(property => (property.GetCustomAttribute<KeyNameAttribute>()?.Name ?? property.Name, property));

    /// <summary>Sets every property of a section that has a key in the configuration.</summary>
    /// <param name="path">Empty for the whole configuration.</param>
    public void Bind(object section, string path)
    {
        Bound.Add((section, path));
        foreach ((string name, PropertyInfo property) in KeysOf(section.GetType()))
        {
            string key = path.Length == 0 ? name : ConfigurationPath.Combine(path, name);
            Type type = property.PropertyType;
            DurationAttribute[] durations = [.. property.GetCustomAttributes<DurationAttribute>()];
            if (property.IsDefined(typeof(InlineAttribute)))
            {
                property.SetValue(section, New(type, path));
            }
            else if (durations.Length > 1)
            {
                BindOneOf(section, property, key, durations);
            }
            else if (ValueReader.IsValue(type))
            {
                BindValue(section, property, key + durations.SingleOrDefault()?.Unit, new ValueReader(property, section, durations.SingleOrDefault()));
            }
            else if (property.GetCustomAttribute<AmountsAttribute>() is { } amounts)
            {
                property.SetValue(section, Amounts(key, amounts.AllowsZero));
            }
            else if (Sections(property, type, key) is { } sections)
            {
                property.SetValue(section, sections);
            }
            else
            {
                notGiven[key] = (section, property);
            }
        }
    }

    /// <summary>Sets what a key means that is not given, where that follows other keys.</summary>
    public void Default(string key, object value)
    {
        if (notGiven.TryGetValue(key, out (object Section, PropertyInfo Property) place))
        {
            place.Property.SetValue(place.Section, value);
        }
    }

    private object New(Type type, string path)
    {
        object section = Activator.CreateInstance(type, nonPublic: true)!;
        ExcuseEmpty(path);
        Bind(section, path);
        return section;
    }

    // What stands in a section is accounted for key by key; that it is there, even empty, is no error.
    private void ExcuseEmpty(string section)
    {
        if (string.IsNullOrEmpty(configuration[section]))
        {
            findings.Excuse(section);
        }
    }

    private object? Sections(PropertyInfo property, Type type, string key)
    {
        string allowed = property.GetCustomAttribute<AllowedAttribute>()?.Text ?? "";
        if (type == typeof(IReadOnlyDictionary<string, DailySchedule>))
        {
            return Schedules(property, key);
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))
        {
            var byName = (IDictionary)Activator.CreateInstance(
                typeof(Dictionary<,>).MakeGenericType(type.GenericTypeArguments), StringComparer.OrdinalIgnoreCase)!;
            foreach (IConfigurationSection child in configuration.GetSection(key).GetChildren())
            {
                Type item = ValueReader.ElementOf(type.GenericTypeArguments[1])!;
                byName[child.Key] = Items(item, child.Path, allowed) ?? ListOf(item);
            }

            return byName;
        }

        return ValueReader.ElementOf(type) is not { } element ? New(type, key)
            : element.GetProperties().FirstOrDefault(candidate => candidate.IsDefined(typeof(SectionNameAttribute))) is { } name ? Named(element, name, key)
            : Items(element, key, allowed);
    }

    private Dictionary<string, DailySchedule> Schedules(PropertyInfo property, string key)
    {
        var schedules = new Dictionary<string, DailySchedule>(StringComparer.Ordinal);
        foreach (JobDefinition job in JobList.All)
        {
            if (TryFind(ConfigurationPath.Combine(key, job.Name), takesList: true, hidesValue: false, out Entry entry))
            {
                if (DailySchedule.TryParse(entry.Text, out DailySchedule? schedule, out _))
                {
                    schedules[job.Name] = schedule;
                }
                else
                {
                    findings.Refuse(entry, property.GetCustomAttribute<AllowedAttribute>()!.Text);
                }
            }
        }

        return schedules;
    }

    // Names of environment variables are commonly in capitals; the book and the audit log name channels and operators in lower case.
    private IList Named(Type element, PropertyInfo name, string key)
    {
        SectionNameAttribute rule = name.GetCustomAttribute<SectionNameAttribute>()!;
        IList list = ListOf(element);
        ExcuseEmpty(key);
        foreach (IConfigurationSection child in configuration.GetSection(key).GetChildren())
        {
            string lower = child.Key.ToLowerInvariant();
            if (lower.Length == 0 || !rule.IsValid(lower))
            {
                findings.Refuse($"{Entry.OneLine(child.Path)} {rule.Refusal}");
            }

            object item = New(element, child.Path);
            name.SetValue(item, lower);
            list.Add(item);
        }

        return list;
    }

    /// <summary>The sections of a list of sections; null where it is not given, or is something else, which is an error.</summary>
    private IList? Items(Type element, string key, string allowed)
    {
        IConfigurationSection list = configuration.GetSection(key);
        findings.Know(key);
        IConfigurationSection[] children = [.. list.GetChildren()];
        if (!string.IsNullOrEmpty(list.Value) || !children.All(child => IsItem(child) && string.IsNullOrEmpty(child.Value)))
        {
            findings.Refuse($"{key} is no list of sections: {allowed}");
            list.AsEnumerable().ToList().ForEach(pair => findings.Excuse(pair.Key));
            return null;
        }

        if (children.Length == 0 && list.Value is null)
        {
            return null;
        }

        IList items = ListOf(element);
        Array.ForEach(children, child => items.Add(New(element, child.Path)));
        return items;
    }

    private void BindValue(object section, PropertyInfo property, string key, ValueReader reader)
    {
        // An address with credentials or a query is refused, and not shown: those are places where secrets stand.
        bool mayHoldSecret = property.PropertyType == typeof(Uri) && configuration[key] is { } address && address.AsSpan().ContainsAny("@?#");
        if (!TryFind(key, reader.TakesList, reader.HidesValue || mayHoldSecret, out Entry entry))
        {
            if (IsGiven(key))
            {
                return;
            }

            if (IsRequired(property))
            {
                findings.Refuse($"{key} is missing: {reader.Allowed}");
            }

            if (property.GetCustomAttribute<DefaultValueAttribute>()?.Value is not string text)
            {
                notGiven[key] = (section, property);
                return;
            }

            entry = Entry.Plain(key, text);
        }

        if (reader.TryRead(entry.Text, section, out object? value))
        {
            property.SetValue(section, value);
        }
        else
        {
            findings.Refuse(entry, reader.Allowed);
        }
    }

    /// <summary>A length of time that is given in one of several units.</summary>
    private void BindOneOf(object section, PropertyInfo property, string key, DurationAttribute[] durations)
    {
        string path = ConfigurationPath.GetParentPath(key)!;
        string[] names = [.. durations.Select(duration => ConfigurationPath.GetSectionKey(key) + duration.Unit)];
        if (names.Count(name => IsGiven(ConfigurationPath.Combine(path, name))) != 1)
        {
            findings.Refuse($"{path} {property.GetCustomAttribute<AllowedAttribute>()!.Text}");
        }

        foreach (DurationAttribute duration in durations)
        {
            BindValue(section, property, key + duration.Unit, new ValueReader(property, section, duration));
        }
    }

    private Dictionary<string, long> Amounts(string key, bool allowsZero)
    {
        IConfigurationSection table = configuration.GetSection(key);
        findings.Know(key);
        var amounts = new Dictionary<string, long>(StringComparer.Ordinal);
        if (!string.IsNullOrEmpty(table.Value))
        {
            findings.Refuse(Entry.Plain(key, table.Value), "amounts by currency, like { \"CNY\": 5.00 }");
        }

        foreach (IConfigurationSection child in table.GetChildren())
        {
            findings.Excuse(child.Path);

            // Names of environment variables and keys of configuration have no case of their own.
            if (!Currency.TryParse(child.Key.ToUpperInvariant(), out Currency? currency))
            {
                findings.Refuse($"{child.Path}: '{Entry.OneLine(child.Key)}' is no currency of ISO 4217");
            }
            else if (child.Value is { } text && Money.TryParseMajor(text, currency, out Money amount) && amount.Minor >= (allowsZero ? 0 : 1))
            {
                amounts[currency.Code] = amount.Minor;
            }
            else if (child.Value is not null)
            {
                findings.Refuse(
                    Entry.Plain(child.Path, child.Value),
                    $"an amount in major units, {(allowsZero ? "0 or more" : "more than 0")}, with at most {currency.Decimals} decimals");
            }
        }

        return amounts;
    }

    /// <summary>The text of a key, from a file where one is named; a list as one text with commas.</summary>
    private bool TryFind(string key, bool takesList, bool hidesValue, out Entry entry)
    {
        findings.Know(key);
        entry = default;
        string? text = configuration[key];
        IConfigurationSection[] items = takesList ? [.. configuration.GetSection(key).GetChildren().Where(IsItem)] : [];
        if (items.Length > 0)
        {
            Array.ForEach(items, item => findings.Excuse(item.Path));
            string list = string.Join(", ", items.Select(item => item.Value ?? " "));
            if (IsGiven(key, orAsList: false))
            {
                findings.Refuse($"{key} is given as a list ('{Entry.OneLine(list)}') and as a text: one of the two");
                return false;
            }

            text = list;
        }

        if (configuration[key + Findings.FileSuffix] is { } file)
        {
            return TryFindInFile(key, text, file, out entry);
        }

        if (text is null)
        {
            return false;
        }

        entry = hidesValue ? Entry.Secret(key, text) : Entry.Plain(key, text);
        findings.Found(entry);
        return true;
    }

    private bool TryFindInFile(string key, string? text, string file, out Entry entry)
    {
        entry = default;
        string fileKey = key + Findings.FileSuffix;
        if (text is not null)
        {
            findings.Refuse($"{fileKey} is '{Entry.OneLine(file)}', and {key} is given too: one of the two");
            return false;
        }

        if (!SecretFile.TryRead(file, out string? content, out string? reason))
        {
            findings.Refuse($"{fileKey} is '{Entry.OneLine(file)}': the path of a file that holds the value; {reason}");
            return false;
        }

        entry = Entry.FromFile(key, file, content);
        findings.Found(entry);
        return true;
    }

    /// <summary>Whether a key is given: itself, as a file, or as a list.</summary>
    public bool IsGiven(string key, bool orAsList = true) =>
        configuration[key] is not null
        || configuration[key + Findings.FileSuffix] is not null
        || (orAsList && configuration.GetSection(key).GetChildren().Any(IsItem));

    private static bool IsRequired(PropertyInfo property) =>
        property.IsDefined(typeof(RequiredMemberAttribute)) || property.IsDefined(typeof(RequiredAttribute));

    private static IList ListOf(Type element) => (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;

    private static bool IsItem(IConfigurationSection child) => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
