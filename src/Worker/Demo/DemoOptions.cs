namespace Worker.Demo;

/// <summary>What the demo shows.</summary>
/// <param name="Customers">How many customers, 1 to 100,000.</param>
/// <param name="Days">How many days it walks through, 1 to 400.</param>
/// <param name="From">The first day.</param>
/// <param name="Keep">Whether the demo's files stay when it ends.</param>
/// <param name="ServesSite">Whether the ops site is served at the end.</param>
internal sealed record DemoOptions(int Customers, int Days, DateOnly From, bool Keep, bool ServesSite);
