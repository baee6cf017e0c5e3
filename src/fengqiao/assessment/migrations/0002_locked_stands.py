from django.db import migrations

LOCKED = """
CREATE FUNCTION assessment_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a locked assessment can be neither changed nor deleted';
END $$;
CREATE FUNCTION assessment_refuse_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM assessment_round
        WHERE locked_at IS NOT NULL AND id IN (
            CASE WHEN TG_OP = 'INSERT' THEN NULL ELSE OLD.round_id END,
            CASE WHEN TG_OP = 'DELETE' THEN NULL ELSE NEW.round_id END
        )
    ) THEN
        RAISE EXCEPTION 'the scores of a locked assessment can be neither added to, changed nor deleted';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER locked_round_stands BEFORE UPDATE OR DELETE ON assessment_round
    FOR EACH ROW WHEN (OLD.locked_at IS NOT NULL) EXECUTE FUNCTION assessment_refuse_change();
CREATE TRIGGER locked_scores_stand BEFORE INSERT OR UPDATE OR DELETE ON assessment_score
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse_part();
CREATE TRIGGER locked_cases_stand BEFORE INSERT OR UPDATE OR DELETE ON assessment_counted
    FOR EACH ROW EXECUTE FUNCTION assessment_refuse_part();
"""
OPEN = """
DROP TRIGGER locked_cases_stand ON assessment_counted;
DROP TRIGGER locked_scores_stand ON assessment_score;
DROP TRIGGER locked_round_stands ON assessment_round;
DROP FUNCTION assessment_refuse_part();
DROP FUNCTION assessment_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("assessment", "0001_initial")]

    operations = [migrations.RunSQL(LOCKED, OPEN)]
