using Worker.Servicing.Operations;

namespace Worker.Ops.Operations;

/// <summary>The form of an operator action. Nothing in it is trusted.</summary>
internal sealed record OperationForm(HttpContext Context, IFormCollection Fields, long Id)
{
    private const string KeyField = "request";

    /// <summary>The same for a form that is sent twice, so that it is done once; a new one for a form that has none.</summary>
    public Guid Key { get; } = Guid.TryParseExact(Fields[KeyField], "N", out Guid key) ? key : Guid.NewGuid();

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
        carried[KeyField] = Key.ToString("N");
        return carried;
    }
}
