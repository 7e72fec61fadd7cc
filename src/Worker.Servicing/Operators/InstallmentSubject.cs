using System.Globalization;

namespace Worker.Servicing.Operators;

/// <summary>What installments are called in the audit log.</summary>
public static class InstallmentSubject
{
    /// <summary>What stands before the reference of an installment.</summary>
    public const string Prefix = "installment ";

    public static string Of(string planReference, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{planReference}-{number}");
}
