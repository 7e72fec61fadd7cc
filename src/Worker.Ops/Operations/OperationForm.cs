using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>What somebody sent who wants to pull a lever. None of it is believed.</summary>
internal sealed record OperationForm(HttpContext Context, IFormCollection Fields, long Id)
{
    private const string DeedField = "deed";

    /// <summary>What the deed is known by, so that a form that is sent twice does it once; a new one for a form that has none.</summary>
    public Guid Deed { get; } = Guid.TryParseExact(Fields[DeedField], "N", out Guid deed) ? deed : Guid.NewGuid();

    /// <summary>A field without the blanks around it; empty where it is missing.</summary>
    public string Text(string field) => Fields[field].ToString().Trim();

    /// <summary>A day, as forms write it; null where the field is empty.</summary>
    /// <exception cref="OperationRefusedException">It is no day.</exception>
    public DateOnly? Day(string field)
    {
        string text = Text(field);
        return text.Length == 0 ? null
            : FormDate.Read(text)
            ?? throw new OperationRefusedException($"'{text}' is not a day.") { Refusal = RefusalReason.WrongDay };
    }

    public T Service<T>()
        where T : notnull => Context.RequestServices.GetRequiredService<T>();

    public Dictionary<string, string> Carry(params string[] fields) => fields.ToDictionary(field => field, Text, StringComparer.Ordinal);

    public Dictionary<string, string> CarryOnce(params string[] fields)
    {
        Dictionary<string, string> carried = Carry(fields);
        carried[DeedField] = Deed.ToString("N");
        return carried;
    }
}
