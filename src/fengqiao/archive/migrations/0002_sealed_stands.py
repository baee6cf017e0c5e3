from django.db import migrations

SEALED = """
CREATE FUNCTION archive_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a sealed file can be neither changed nor deleted';
END $$;
CREATE FUNCTION archive_refuse_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM archive_casefile
        WHERE sealed_at IS NOT NULL AND id IN (
            CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.case_file_id END,
            CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.case_file_id END
        )
    ) THEN
        RAISE EXCEPTION 'the parts of a sealed file can be neither added to, changed nor deleted';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER sealed_file_stands BEFORE UPDATE OR DELETE ON archive_casefile
    FOR EACH ROW WHEN (OLD.sealed_at IS NOT NULL) EXECUTE FUNCTION archive_refuse_change();
CREATE TRIGGER sealed_parts_stand BEFORE INSERT OR UPDATE OR DELETE ON archive_filepart
    FOR EACH ROW EXECUTE FUNCTION archive_refuse_part();
CREATE TRIGGER annex_stands BEFORE UPDATE OR DELETE ON archive_annex
    FOR EACH ROW EXECUTE FUNCTION archive_refuse_change();
"""
OPEN = """
DROP TRIGGER annex_stands ON archive_annex;
DROP TRIGGER sealed_parts_stand ON archive_filepart;
DROP TRIGGER sealed_file_stands ON archive_casefile;
DROP FUNCTION archive_refuse_part();
DROP FUNCTION archive_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]

    operations = [migrations.RunSQL(SEALED, OPEN)]
