using System.Globalization;

namespace Worker.Servicing.Operators;

public static class InstallmentSubject
{
    public const string Prefix = "installment ";

    public static string Of(string planReference, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{planReference}-{number}");
}
