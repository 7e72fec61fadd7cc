namespace Worker.Doctor;

internal sealed record Finding(string Check, bool IsGood, string Detail);
