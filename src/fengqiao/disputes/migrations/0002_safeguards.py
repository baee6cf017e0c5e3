from django.db import migrations

RECEIPTS = "CREATE SEQUENCE disputes_receipt_seq"
STATISTICS = "ALTER TABLE disputes_dispute ALTER COLUMN search SET STATISTICS 1000"
REPORTS = """
CREATE FUNCTION disputes_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a report to the police can be neither changed nor deleted';
END $$;
CREATE TRIGGER crime_report_stands BEFORE UPDATE OR DELETE ON disputes_crimereport
    FOR EACH ROW EXECUTE FUNCTION disputes_refuse_change();
"""
NO_REPORTS = "DROP TRIGGER crime_report_stands ON disputes_crimereport; DROP FUNCTION disputes_refuse_change()"


class Migration(migrations.Migration):
    dependencies = [("disputes", "0001_initial")]

    operations = [
        migrations.RunSQL(RECEIPTS, "DROP SEQUENCE disputes_receipt_seq"),
        migrations.RunSQL(STATISTICS, "ALTER TABLE disputes_dispute ALTER COLUMN search SET STATISTICS -1"),
        migrations.RunSQL(REPORTS, NO_REPORTS),
    ]
