from django.db import migrations

HISTORY = """
CREATE FUNCTION core_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'history can be neither changed nor deleted';
END $$;
CREATE TRIGGER history_stands BEFORE UPDATE OR DELETE ON core_auditevent
    FOR EACH ROW EXECUTE FUNCTION core_refuse_change();
"""
NO_HISTORY = "DROP TRIGGER history_stands ON core_auditevent; DROP FUNCTION core_refuse_change()"


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]

    operations = [migrations.RunSQL(HISTORY, NO_HISTORY)]
