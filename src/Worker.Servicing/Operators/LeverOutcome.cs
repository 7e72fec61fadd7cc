namespace Worker.Servicing.Operators;

public sealed record LeverOutcome(bool Changed, string Message);
